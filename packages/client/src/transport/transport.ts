/** Timeouts, retries and rate limiting of a call. */
export interface Limits {
  /** Milliseconds allowed for one attempt, including reading the body. */
  readonly timeout: number
  /** Milliseconds allowed for the whole call; infinity for no limit. */
  readonly totalTimeout: number
  /** How many times to retry. */
  readonly retries: number
  /** Longest wait, in milliseconds, that the service may ask for; the call fails at once if it asks for a longer one. */
  readonly maxRetryAfter: number
  /** Time by which such a wait must be over, in milliseconds since the epoch. If set, it overrides `maxRetryAfter`. */
  readonly deadline: number | undefined
  /** Share of the rate limit to leave to others, from 0 up to but not including 1. */
  readonly reserve: number
  /** Largest body of a successful response to read into memory, in bytes after decompression. */
  readonly maxResponseBytes: number
}

/** What the layers know about the call that a request belongs to. */
export interface CallContext extends Limits {
  /** Client method that was called, such as `packages.copy`; for raw calls, the HTTP method and path. */
  readonly operation: string
  /** The path parameters, or whatever else identifies the subject of the call. */
  readonly params: Readonly<Record<string, unknown>>
  /** URL of the request, or of the last redirect. It may contain tokens, which errors and hooks do not reveal. */
  address: string
  /** Credentials that the client has sent so far. They are redacted from everything that responses repeat. */
  readonly secrets: Iterable<string>
  /** Other contents of the request that may be secret. */
  readonly sent?: { readonly params?: object | undefined; readonly headers?: object | undefined } | undefined
  /** The caller's signal; for a call with a total time limit, one that the limit aborts as well. */
  signal: AbortSignal | undefined
  /** Whether sending the request twice has the same effect as sending it once. */
  readonly idempotent: boolean
  /** Whether every 5xx may be temporary, including 500, as for storage that takes uploads. Default: only those that gateways send. */
  readonly anyServerError?: boolean | undefined
  /** How many times the request was sent. Counted by the retry layer. */
  attempts: number
  /** The body of the response as text, for calls that set this to a string: cheaper than building a second response. Otherwise absent. */
  text?: string | undefined
  /** Time limit last set for the current attempt, in milliseconds. */
  allowed?: number | undefined
  /** Restarts the time limit of the current attempt. Called when progress is observed. */
  renewTimeout?: ((milliseconds: number) => void) | undefined
  /** Called before the wait for a retry. */
  onWait?: ((delay: number, outcome: Response | Error) => void) | undefined
  /** Called when a response that has arrived turns out to be wrong. */
  onFailure?: ((error: Error) => void) | undefined
}

/**
 * A request that is created anew each time it is sent. A `Request` itself can only be sent once, is costly to create, and would have to keep a copy
 * of its body for the next attempt.
 */
export interface Outgoing {
  readonly method: string
  /** The full, normalised URL. */
  readonly url: string
  /** Creates the request with additional options. Fetch itself never follows a redirect of it. */
  readonly make: (init?: RequestInit) => Request
  /** Whether it can only be created once, because its body is a stream. */
  readonly once?: boolean | undefined
}

/**
 * Sends a request and resolves to the response, with its body read. Each layer of the client wraps one transport in another.
 */
export type Transport = (request: Outgoing, context: CallContext) => Promise<Response>

/** A clock that can be replaced, so that tests need not wait. */
export interface Clock {
  /** The current time, in milliseconds since the epoch. */
  now(): number
  /** Resolves after the given number of milliseconds; rejects with the signal's reason if it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}
