/** A request is about to be sent. The event is frozen, and contains neither the credential nor the body. */
export interface RequestEvent {
  /** Number of the call within this process. All attempts of a call have the same number. */
  readonly call: number
  /** Client method that was called, such as `packages.copy`; for raw calls, the HTTP method and path. */
  readonly operation: string
  /** HTTP method. */
  readonly method: string
  /** URL without its query, which may be signed, and without a token in the path of a download. */
  readonly url: string
  /** Number of the attempt, counted from 1. */
  readonly attempt: number
}

/** A response has arrived. */
export interface ResponseEvent extends RequestEvent {
  /** HTTP status of the response. */
  readonly status: number
  /** Milliseconds since the request was sent, including reading the body. */
  readonly duration: number
}

/** The request will be retried. */
export interface RetryEvent extends RequestEvent {
  /** Milliseconds until the next attempt. */
  readonly delay: number
  /** HTTP status of the response; undefined if there was none. */
  readonly status: number | undefined
  /** Why there was no response; undefined if there was one. */
  readonly error: Error | undefined
}

/** The call has finally failed. */
export interface ErrorEvent extends RequestEvent {
  /** Milliseconds since the call began. */
  readonly duration: number
  /** HTTP status of the response; undefined if there was none. */
  readonly status: number | undefined
  /** Why there was no response, or what is wrong with it; undefined if the response has an error status. */
  readonly error: Error | undefined
}

/** Functions that observe requests. Anything that they throw is ignored, so that observing a call cannot break it. */
export interface Hooks {
  /** Called before each attempt is sent. */
  onRequest?: ((event: RequestEvent) => void) | undefined
  /** Called when a response has arrived, whatever its status. */
  onResponse?: ((event: ResponseEvent) => void) | undefined
  /** Called before the wait for a retry. */
  onRetry?: ((event: RetryEvent) => void) | undefined
  /** Called when a call has finally failed. */
  onError?: ((event: ErrorEvent) => void) | undefined
  /** Write a line for each of these events, without credentials: `true` for `console.error`, or a function. Default: false. */
  debug?: boolean | ((line: string) => void) | undefined
}
