/** Options of a single call. */
export interface CallOptions {
  /** Aborts the call. */
  signal?: AbortSignal | undefined
  /** Milliseconds allowed for one attempt, including reading the body. Default: the client's. */
  timeout?: number | undefined
  /** Milliseconds allowed for the whole call: every attempt, and the waits before and between them. Default: the client's. */
  totalTimeout?: number | undefined
  /** How many times to retry. Default: the client's. */
  retries?: number | undefined
  /**
   * Time by which a wait for the rate limit or a `Retry-After` must be over, in milliseconds since the epoch on the client's clock. Such a
   * wait is sat out, however long, if it ends by then; otherwise the call fails at once. Default: the client's.
   */
  deadline?: number | undefined
  /** Largest response body to read, in bytes after decompression. Default: the client's. */
  maxResponseBytes?: number | undefined
  /** Retry even if that may do the same thing twice. For a POST or PATCH that you know is safe to repeat. Default: false. */
  idempotent?: boolean | undefined
  /** Headers to add to the request. */
  headers?: Readonly<Record<string, string>> | undefined
}

/** The result of a call together with its HTTP response. */
export interface WithResponse<T> {
  /** The parsed body. */
  data: T
  /** The HTTP response, for its status and headers. Its body has already been read. */
  response: Response
}

/** What a method returns: `await` it for the result, or call `withResponse()` to get the HTTP response as well. */
export interface Call<T> extends Promise<T> {
  /** Resolves to the result together with the HTTP response. */
  withResponse(): Promise<WithResponse<T>>
}

/** Turns a promise of a result and its response into a call. */
export function toCall<T>(answer: Promise<WithResponse<T>>): Call<T> {
  // A native promise rather than a promise-like object: it is cheaper to await, and the stack of an error includes the awaiting caller.
  const data = answer.then((whole) => whole.data)
  const call = data as Call<T>
  call.withResponse = () => {
    // The caller handles a failure through the promise returned here: it must not be reported again as an unhandled rejection.
    data.catch(() => {})
    return answer.then(({ data, response }) => ({ data, response }))
  }
  return call
}

/**
 * A promise that is only created when somebody awaits it. Otherwise a failure that the caller handles elsewhere would also be reported as an
 * unhandled rejection of this one.
 */
export function deferred<T>(get: () => Promise<T>): Promise<T> {
  return {
    // biome-ignore lint/suspicious/noThenProperty: being awaited is what this object is for
    then: (onFulfilled, onRejected) => get().then(onFulfilled, onRejected),
    catch: (onRejected) => get().catch(onRejected),
    finally: (onFinally) => get().finally(onFinally),
    [Symbol.toStringTag]: 'Promise',
  }
}
