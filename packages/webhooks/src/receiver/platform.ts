/** Keeps work running after the response. The context objects of Cloudflare Workers and Netlify can be passed. */
export interface Platform {
  /** Prevents the platform from stopping before the promise has settled. */
  waitUntil(promise: Promise<unknown>): unknown
  /** Milliseconds, used if the receiver has no `timeLimit` of its own. Default: 0. */
  timeLimit?: number | undefined
}

/** The part of a `Request` that is used. */
export type DeliveryRequest = Pick<Request, 'method' | 'headers' | 'body' | 'bodyUsed'>

/** Registers work with the platform, and returns whether the platform keeps it running. */
export function keepAlive(work: Promise<unknown>, platform: Platform | undefined): boolean {
  try {
    // Servers pass all sorts of objects to handlers, and some handlers pass them on.
    if (typeof platform?.waitUntil !== 'function') return false
    platform.waitUntil(work)
    return true
  } catch {
    // Next's `after` throws outside a request. The work is then awaited before the response.
    return false
  }
}
