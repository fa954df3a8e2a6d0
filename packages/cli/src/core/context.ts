import type { Readable } from 'node:stream'
import type { Clock, FetchLike } from '@cloudsmith-sdk/client'

/** Where texts go: a stream of Node, or what a test collects with. */
export interface Sink {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  /** Characters in a line, where it is a terminal. */
  readonly columns?: number | undefined
  /** Tells of a terminal whose size has changed. */
  on?(event: 'resize', listener: () => void): unknown
  off?(event: 'resize', listener: () => void): unknown
}

/** The world around a command. Nothing of the process is used but this, so that tests can be everywhere at once. */
export interface Context {
  readonly stdin: Readable & { readonly isTTY?: boolean | undefined }
  /** Documents, and nothing else. */
  readonly stdout: Sink
  /** For people. */
  readonly stderr: Sink
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Of the user. Default: the one the system tells. */
  readonly home?: string | undefined
  /** Default: the platform's. */
  readonly fetch?: FetchLike | undefined
  /** Default: the wall clock. */
  readonly clock?: Clock | undefined
  /** Ends what runs, with its report written. */
  readonly signal: AbortSignal
}
