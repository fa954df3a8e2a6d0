import type { UploadRequests } from '../generated/formats.ts'
import type { UploadMethod } from '../generated/v1.ts'
import type { WaitOptions } from '../sync/wait.ts'
import type { FormatFields, UploadFormat } from './formats.ts'
import type { FileInput } from './source.ts'

/** Progress of a push. */
export interface PushProgress {
  /** Name of the file that is being sent. */
  readonly filename: string
  /** Bytes sent so far. Decreases if some have to be sent again. */
  readonly sentBytes: number
  /** Size of the file in bytes; undefined for a stream. */
  readonly totalBytes: number | undefined
  /** Average speed over the last five seconds; undefined at the very start. */
  readonly bytesPerSecond: number | undefined
}

/**
 * What a push does if the package already exists: `fail` never replaces it, `replace` replaces it, and `skip` keeps it and resolves to it if it has
 * the same bytes.
 */
export type IfExists = 'fail' | 'skip' | 'replace'

/** Options of every push, whatever the format. */
export interface PushOptions extends WaitOptions {
  /** Slug of the workspace. */
  owner: string
  /** Slug of the repository. */
  repo: string
  /** The package's file. */
  file: FileInput
  /** Name of the file. Default: the name of the `File`. */
  filename?: string | undefined
  /** Tags to give the package. */
  tags?: readonly string[] | undefined
  /**
   * What to do if the package already exists. Default: the repository's own setting, which is either to fail or to replace.
   *
   * With `skip`, the repository is first searched for the file's SHA-256 and name. A package with the same bytes is returned, after waiting for its
   * synchronisation if necessary; if the bytes differ, the push fails with an {@link AlreadyExistsError}. `skip` cannot be used with a stream, which
   * cannot be compared before it is sent.
   */
  ifExists?: IfExists | undefined
  /** How to upload the file. Default: `post` below 100 MiB, otherwise `put_parts`. A stream is always sent in parts. */
  method?: Extract<UploadMethod, 'post' | 'put' | 'put_parts'> | undefined
  /**
   * Size of a part in bytes, for files that are uploaded in parts. This is also how much of a stream is kept in memory. Default: 100 MiB, as in the
   * vendor's command line; it is inferred, not documented, that the service accepts other sizes.
   */
  partSize?: number | undefined
  /** Called as bytes are sent. Anything that it throws is ignored. */
  onProgress?: ((progress: PushProgress) => void) | undefined
  /** Wait until the package is synchronised. Default: true. If false, the push resolves to the package as it was created. */
  waitForSync?: boolean | undefined
  /** How many times to retry a failed synchronisation if that may help. Default: 2. */
  resyncs?: number | undefined
}

/** Parameters of a push: the format, the format's own fields, and the options of every push. */
export type PushParams<Format extends UploadFormat = UploadFormat> = Format extends UploadFormat
  ? { format: Format } & FormatFields<UploadRequests[Format]> & PushOptions
  : never
