import type { Outgoing } from './transport.ts'

/**
 * The platform's `fetch`, or a function that is called like it: with a request, and with `init.signal`, which aborts it. For a function that takes
 * only a request (its `length` is 1), the signal is in the request.
 */
export type FetchLike = (request: Request, init: RequestInit) => Promise<Response>

/** Creates a request and sends it. `init.signal` aborts it. */
export type Send = (request: Outgoing, init: RequestInit) => Promise<Response>

/**
 * Sends requests with a `fetch` function. Default: the global one, looked up for every request, because tests and instrumentation replace it after
 * the client is created. The signal is passed beside the request if possible: including it in the request doubles the cost of creating one.
 */
export function sendBy(fetch: FetchLike | undefined): Send {
  if (fetch === undefined) return ({ make }, init) => globalThis.fetch(make(), init)
  return fetch.length === 1 ? ({ make }, init) => fetch(make(init), init) : ({ make }, init) => fetch(make(), init)
}
