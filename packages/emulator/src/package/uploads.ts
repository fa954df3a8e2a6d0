import { repositories } from '../world/kinds.ts'
import { awaited } from '../world/package.ts'
import { worldPart } from '../world/parts.ts'
import {
  bytes,
  changing,
  count,
  flag,
  map,
  mapBy,
  moment,
  type Of,
  optional,
  record,
  text,
  words,
} from '../world/shapes/index.ts'

const upload = record({
  identifier: text,
  repository: repositories,
  filename: text,
  /** How the bytes are sent. */
  method: words('post', 'put', 'put_parts', 'presigned', 'unsigned_put'),
  announcedAt: moment,
  /** The expected checksum of the bytes, if the request to upload stated it. */
  md5: optional(text),
  sha256: optional(text),
  /** The parts that have arrived, by number. */
  parts: map(count, bytes),
  /** What packages made from this upload wait for. */
  file: awaited,
  /** Whether a package has it: no other may use it. */
  isUsed: changing(flag),
})

/** A file that is being uploaded: requested, sent, and then used by a package. */
export type Upload = Of<typeof upload>

/** The uploads, by identifier. */
export const uploadsOf = worldPart('uploads', { shape: mapBy(upload, ({ identifier }) => identifier) })
