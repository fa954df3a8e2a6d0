import { anyObject, partial, required, type ShapeOf, text } from '../../core/fields.ts'
import type { BodyOf } from '../../operation/operation.ts'

const metadata = {
  content: required(anyObject),
  content_type: required(text({ min: 1, max: 128 })),
  source_identity: required(text({ min: 1, max: 128 })),
} satisfies ShapeOf<BodyOf<'packages_metadata_create'>>

const { content_type: _type, ...changeable } = metadata

/** Bodies of the operations on metadata. */
export const metadataBodies = {
  packages_metadata_create: metadata,
  packages_metadata_partial_update: partial(changeable),
  metadata_packages_create: metadata,
  metadata_packages_partial_update: partial(changeable),
  metadata_validate: { ...metadata, source_identity: text({ min: 1, max: 128 }) },
}
