import type { Outgoing } from './transport.ts'

/**
 * The platform's `fetch`, or one that is called like it: with a request, and `init.signal`, which ends it. One that takes a request alone
 * (its `length` is 1) finds the signal in that.
 */
export type FetchLike = (request: Request, init: RequestInit) => Promise<Response>

/** Makes a request and sends it. `init.signal` ends it. */
export type Send = (request: Outgoing, init: RequestInit) => Promise<Response>

/**
 * Sends by a fetch. Default: the global one, looked up at every request, because tests and instrumentation replace it after the client is
 * made. The signal goes beside the request wherever fetch looks for it there: one in the request doubles what making it costs.
 */
export function sendBy(fetch: FetchLike | undefined): Send {
  if (fetch === undefined) return ({ make }, init) => globalThis.fetch(make(), init)
  return fetch.length === 1 ? ({ make }, init) => fetch(make(init), init) : ({ make }, init) => fetch(make(), init)
}
