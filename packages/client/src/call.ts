/** What a caller may set for one call. */
export interface CallOptions {
  /** Aborts the call. */
  signal?: AbortSignal | undefined
  /** Milliseconds for one attempt, body included. Default: the client's. */
  timeout?: number | undefined
  /** Milliseconds for the whole call: every attempt, and the waits before and between them. Default: the client's. */
  totalTimeout?: number | undefined
  /** How often to send again. Default: the client's. */
  retries?: number | undefined
  /**
   * Milliseconds since the epoch, on the client's clock: a wait for the rate limit or a `Retry-After` is sat out, however long, where it
   * ends by then; else the call fails at once. Default: the client's.
   */
  deadline?: number | undefined
  /** Bytes of the answer that are read, decompressed. Default: the client's. */
  maxResponseBytes?: number | undefined
  /** Send again even where that may do the same thing twice: for a POST or PATCH that you know to be harmless. Default: false. */
  idempotent?: boolean | undefined
  /** Headers to add. */
  headers?: Readonly<Record<string, string>> | undefined
}

/** An answer with the HTTP response that it came in. */
export interface WithResponse<T> {
  data: T
  /** The response: status and headers. Its body has been read. */
  response: Response
}

/** What a method returns: await it for the answer, or ask for the HTTP response as well. */
export interface Call<T> extends Promise<T> {
  /** The answer together with the HTTP response. */
  withResponse(): Promise<WithResponse<T>>
}

/** Makes a promise of an answer into a call. */
export function toCall<T>(answer: Promise<WithResponse<T>>): Call<T> {
  // A promise of the platform rather than an object like one: cheaper to await, and the stack of an error leads on to who awaits.
  const data = answer.then((whole) => whole.data)
  const call = data as Call<T>
  call.withResponse = () => {
    // Who asks like this hears of a failure here, and must not hear of it once more.
    data.catch(() => {})
    return answer.then(({ data, response }) => ({ data, response }))
  }
  return call
}

/**
 * A promise that is derived only when somebody asks for it: one that nobody asked for must not count as an unhandled rejection
 * beside the one that the caller does handle.
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
