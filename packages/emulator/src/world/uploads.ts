import type { Blob } from './blobs.ts'
import type { RepositoryRecord } from './records.ts'

/** How the bytes of an upload are sent. */
export type UploadMethod = 'post' | 'put' | 'put_parts' | 'presigned' | 'unsigned_put'

/** A file on its way: announced, sent, and then used by a package. */
export interface Upload {
  readonly identifier: string
  readonly repository: RepositoryRecord
  readonly filename: string
  readonly method: UploadMethod
  readonly announcedAt: number
  /** What the checksum of the bytes has to be, where the announcement said so. */
  readonly md5?: string | undefined
  readonly sha256?: string | undefined
  /** The parts that have arrived, by number. */
  readonly parts: Map<number, Uint8Array<ArrayBuffer>>
  /** The bytes, as soon as they are there. */
  blob?: Blob
  /** A package has it: no other may. */
  isUsed: boolean
}
