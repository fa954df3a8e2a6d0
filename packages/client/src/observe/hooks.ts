/** A request that is about to leave. Frozen; it holds neither credential nor body. */
export interface RequestEvent {
  /** Number of the call within this process: tells attempts of one call from those of another. */
  readonly call: number
  /** Method of the client that was called, such as `packages.copy`; for raw calls the HTTP method and path. */
  readonly operation: string
  readonly method: string
  /** Address without its query, which may be signed; a token in the path of a download is left out as well. */
  readonly url: string
  /** 1 for the first. */
  readonly attempt: number
}

/** An answer has come. */
export interface ResponseEvent extends RequestEvent {
  readonly status: number
  /** Milliseconds since the request left, body included. */
  readonly duration: number
}

/** The request will be sent again. */
export interface RetryEvent extends RequestEvent {
  /** Milliseconds until then. */
  readonly delay: number
  /** The answer's status; undefined where none came. */
  readonly status: number | undefined
  /** What went wrong where no answer came. */
  readonly error: Error | undefined
}

/** The call has failed for good. */
export interface ErrorEvent extends RequestEvent {
  /** Milliseconds since the call began. */
  readonly duration: number
  /** The answer's status; undefined where none came. */
  readonly status: number | undefined
  /** What went wrong where no answer came, or where what came is not what was promised; undefined for a refusal. */
  readonly error: Error | undefined
}

/** Functions that hear of requests. What one throws is dropped: watching a call must not break it. */
export interface Hooks {
  /** A request leaves: called for every attempt. */
  onRequest?: ((event: RequestEvent) => void) | undefined
  /** An answer came, of any status. */
  onResponse?: ((event: ResponseEvent) => void) | undefined
  /** A request will be sent again. */
  onRetry?: ((event: RetryEvent) => void) | undefined
  /** The call failed for good. */
  onError?: ((event: ErrorEvent) => void) | undefined
  /** A line for each of these, without credentials: to `console.error` for true, or to a function. Default: false. */
  debug?: boolean | ((line: string) => void) | undefined
}
