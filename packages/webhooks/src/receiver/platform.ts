/** What keeps work alive that outlives an answer. The context objects of Cloudflare Workers and Netlify are such. */
export interface Platform {
  /** Keeps the platform from stopping before the promise has settled. */
  waitUntil(promise: Promise<unknown>): unknown
  /** The `timeLimit` of a receiver that has none of its own (default 0). */
  timeLimit?: number | undefined
}

/** As much of a `Request` as is used. */
export type DeliveryRequest = Pick<Request, 'method' | 'headers' | 'body' | 'bodyUsed'>

/** Tells the platform of some work, and whether that keeps it alive. */
export function keepAlive(work: Promise<unknown>, platform: Platform | undefined): boolean {
  try {
    // Servers hand handlers all kinds of objects, and some handlers hand them on.
    if (typeof platform?.waitUntil !== 'function') return false
    platform.waitUntil(work)
    return true
  } catch {
    // As Next's `after` does where there is no request. Then the work is waited for.
    return false
  }
}
