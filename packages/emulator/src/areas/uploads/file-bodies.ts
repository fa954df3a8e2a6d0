import { flag, oneOf, required, type ShapeOf, text } from '../../core/fields.ts'
import type { BodyOf } from '../../operation/operation.ts'

const announcement = {
  filename: required(text({ min: 1, max: 255 })),
  method: oneOf('put_parts', 'put', 'post', 'presigned', 'unsigned_put'),
  md5_checksum: text({ min: 32, max: 32, pattern: /^[0-9a-f]+$/i }),
  sha256_checksum: text({ min: 64, max: 64, pattern: /^[0-9a-f]+$/i }),
} satisfies ShapeOf<BodyOf<'files_create'>>

/** Bodies of the operations on files. */
export const fileBodies = {
  files_create: announcement,
  files_validate: announcement,
  files_complete: { upload_id: required(text()), complete: required(flag) } satisfies ShapeOf<BodyOf<'files_complete'>>,
  files_abort: { upload_id: text() } satisfies ShapeOf<BodyOf<'files_abort'>>,
}
