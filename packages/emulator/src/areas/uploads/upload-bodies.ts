import { formats } from '../../catalogue/formats.ts'
import { flag, nullable, required, type Shape, text } from '../../core/fields.ts'

/** What every format takes. */
const common: Shape = {
  package_file: required(text({ min: 1 })),
  republish: nullable(flag),
  tags: nullable(text({ max: 1024 })),
}

/** Bodies of the operations that create packages, and of those that check the request beforehand. */
export const uploadBodies: Readonly<Record<string, Shape>> = Object.fromEntries(
  Object.entries(formats).flatMap(([format, { uploadFields }]) => {
    const shape = { ...common, ...uploadFields }
    return [
      [`packages_upload_${format}`, shape],
      [`packages_validate-upload_${format}`, shape],
    ]
  }),
)
