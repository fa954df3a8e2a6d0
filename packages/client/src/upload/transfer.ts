import type { FileUpload } from '../generated/v1.ts'
import type { ByteSender } from './byte-sender.ts'
import type { OnBytes } from './progress.ts'
import type { NamedFile } from './source.ts'

/** A file to send as the service asked for it. */
export interface Transfer {
  /** What the service answered when the upload was begun. */
  readonly upload: FileUpload
  readonly file: NamedFile
  readonly send: ByteSender
  readonly signal: AbortSignal | undefined
  /** Hears how much of the file has left; less than before where some of it is sent again. */
  readonly onBytes: OnBytes
  /** Bytes of a part. */
  readonly partSize?: number | undefined
}

/** Where the service wants the bytes. */
export function address({ upload_url, upload_querystring }: FileUpload): URL {
  const url = new URL(upload_url)
  for (const [name, value] of new URLSearchParams(upload_querystring ?? '')) url.searchParams.append(name, value)
  return url
}
