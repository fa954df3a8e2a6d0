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
  /** What the checksum of the bytes has to be, where the announcement said so. */
  md5: optional(text),
  sha256: optional(text),
  /** The parts that have arrived, by number. */
  parts: map(count, bytes),
  /** What a package waits for that is made of it. */
  file: awaited,
  /** A package has it: no other may. */
  isUsed: changing(flag),
})

/** A file on its way: announced, sent, and then used by a package. */
export type Upload = Of<typeof upload>

/** Files on their way, by identifier. */
export const uploadsOf = worldPart('uploads', { shape: mapBy(upload, ({ identifier }) => identifier) })
