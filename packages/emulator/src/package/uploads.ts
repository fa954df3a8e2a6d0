import type { Awaited } from '../world/package.ts'
import { worldPart } from '../world/parts.ts'
import type { RepositoryRecord } from '../world/records.ts'
import {
  awaited,
  bytes,
  count,
  flag,
  map,
  mapBy,
  moment,
  optional,
  record,
  repositories,
  text,
  words,
} from '../world/shapes/index.ts'

/** How the bytes of an upload are sent. */
export const uploadMethods = ['post', 'put', 'put_parts', 'presigned', 'unsigned_put'] as const

/** A file on its way: announced, sent, and then used by a package. */
export interface Upload {
  readonly identifier: string
  readonly repository: RepositoryRecord
  readonly filename: string
  readonly method: (typeof uploadMethods)[number]
  readonly announcedAt: number
  /** What the checksum of the bytes has to be, where the announcement said so. */
  readonly md5?: string | undefined
  readonly sha256?: string | undefined
  /** The parts that have arrived, by number. */
  readonly parts: Map<number, Uint8Array>
  /** What a package waits for that is made of it. */
  readonly file: Awaited
  /** A package has it: no other may. */
  isUsed: boolean
}

const upload = record<Upload>({
  identifier: text,
  repository: repositories,
  filename: text,
  method: words(...uploadMethods),
  announcedAt: moment,
  md5: optional(text),
  sha256: optional(text),
  parts: map(count, bytes),
  file: awaited,
  isUsed: flag,
})

/** Files on their way, by identifier. */
export const uploadsOf = worldPart('uploads', () => new Map<string, Upload>(), {
  shape: mapBy(upload, ({ identifier }) => identifier),
})
