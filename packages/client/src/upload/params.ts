import type { UploadRequests } from '../generated/formats.ts'
import type { UploadMethod } from '../generated/v1.ts'
import type { WaitOptions } from '../sync/wait.ts'
import type { FormatFields, UploadFormat } from './formats.ts'
import type { FileInput } from './source.ts'

/** How far a push has come. */
export interface PushProgress {
  /** Name of the file that is sent. */
  readonly filename: string
  /** Bytes that have left; fewer than before where some have to be sent again. */
  readonly sentBytes: number
  /** Undefined for a stream. */
  readonly totalBytes: number | undefined
  /** What left in a second, over the last five; undefined until time has passed. */
  readonly bytesPerSecond: number | undefined
}

/**
 * What becomes of a push where the package is there already: `fail` never replaces anything, `replace` does, `skip` keeps what has the same
 * bytes and gives that.
 */
export type IfExists = 'fail' | 'skip' | 'replace'

/** What every push takes, whatever the format. */
export interface PushOptions extends WaitOptions {
  /** Slug of the workspace. */
  owner: string
  /** Slug of the repository. */
  repo: string
  /** The package itself. */
  file: FileInput
  /** Name of the package's file. Default: the name of the `File`. */
  filename?: string | undefined
  /** Tags of the package. */
  tags?: readonly string[] | undefined
  /**
   * What becomes of it where the package is there already. Default: what the repository is set to, which is to fail or to replace.
   *
   * With `skip`, the repository is searched before anything is sent: for the SHA-256 of the file, and for its name. What is there with the
   * same bytes is given back, waiting for its synchronisation where that is under way; with other bytes, the push fails with an
   * {@link AlreadyExistsError}. A stream cannot be compared before it is sent, so it takes no `skip`.
   */
  ifExists?: IfExists | undefined
  /** How to send the bytes. Default: `post` below 100 MiB, `put_parts` from there. */
  method?: Extract<UploadMethod, 'post' | 'put' | 'put_parts'> | undefined
  /**
   * Bytes of a part, where the file is sent in parts: what a push of a stream keeps in memory. Default: 100 MiB, as the vendor's command
   * line sends; that the service takes others is inferred.
   */
  partSize?: number | undefined
  /** Called as bytes are sent. What it throws is dropped. */
  onProgress?: ((progress: PushProgress) => void) | undefined
  /** Wait until the package is synchronised. Default: true. Without, the answer is the package as it was created. */
  waitForSync?: boolean | undefined
  /** How often to synchronise again where that may help. Default: 2. */
  resyncs?: number | undefined
}

/** A push: its format with that format's own fields, and what every push takes. */
export type PushParams<Format extends UploadFormat = UploadFormat> = Format extends UploadFormat
  ? { format: Format } & FormatFields<UploadRequests[Format]> & PushOptions
  : never
