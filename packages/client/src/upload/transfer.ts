import type { FileUpload } from '../generated/v1.ts'
import type { ByteSender } from './byte-sender.ts'
import type { OnBytes } from './progress.ts'
import type { NamedFile } from './source.ts'

/** A file to be sent as the service specified. */
export interface Transfer {
  /** The service's response to the request that started the upload. */
  readonly upload: FileUpload
  readonly file: NamedFile
  readonly send: ByteSender
  readonly signal: AbortSignal | undefined
  /** Called with the number of bytes of the file sent so far, which decreases if some are sent again. */
  readonly onBytes: OnBytes
  /** Size of a part in bytes. */
  readonly partSize?: number | undefined
}

/** URL to which the service wants the bytes sent. */
export function address({ upload_url, upload_querystring }: FileUpload): URL {
  const url = new URL(upload_url)
  for (const [name, value] of new URLSearchParams(upload_querystring ?? '')) url.searchParams.append(name, value)
  return url
}
