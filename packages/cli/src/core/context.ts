import type { Readable } from 'node:stream'
import type { Clock, FetchLike } from '@cloudsmith-sdk/client'

/** A destination for text: a stream of Node, or a collector in tests. */
export interface Sink {
  /** Receives a text. */
  write(text: string): unknown
  /** Whether it is a terminal. */
  readonly isTTY?: boolean | undefined
  /** Width in characters, if it is a terminal. */
  readonly columns?: number | undefined
  /** Notifies of changes of the terminal's size. */
  on?(event: 'resize', listener: () => void): unknown
  /** Ends such notifications. */
  off?(event: 'resize', listener: () => void): unknown
}

/** The environment of a command. A command uses nothing else of the process, so that tests can run many at once. */
export interface Context {
  /** Standard input. Questions are asked only if it is a terminal. */
  readonly stdin: Readable & { readonly isTTY?: boolean | undefined }
  /** For results only. */
  readonly stdout: Sink
  /** For messages to people. */
  readonly stderr: Sink
  /** Environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Working folder, to which paths are relative. */
  readonly cwd: string
  /** Home folder of the user. Default: the one that the system reports. */
  readonly home?: string | undefined
  /** Sends requests. Default: the `fetch` of the platform. */
  readonly fetch?: FetchLike | undefined
  /** The clock for waiting and for validity. Default: the wall clock. */
  readonly clock?: Clock | undefined
  /** Interrupts the command, which still writes its report. */
  readonly signal: AbortSignal
}
