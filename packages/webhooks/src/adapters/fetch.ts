import type { DeliveryRequest, Platform } from '../receiver/platform.ts'
import type { Receiver } from '../receiver/receiver.ts'

/** Options of {@link toFetchHandler}. */
export interface FetchOptions {
  /**
   * Keeps handlers running after the response, which is then immediate: `after` of Next.js, or `waitUntil` of `@vercel/functions` or
   * `cloudflare:workers`. In a long-running process, pass `() => {}`.
   */
  waitUntil?: Platform['waitUntil'] | undefined
}

/** The part of Hono's context that is used. */
export interface HonoContext {
  req: { raw: DeliveryRequest }
  /** Throws if the platform has none. */
  readonly executionCtx: Platform
}

/**
 * Turns a receiver into a handler for any framework that answers a `Request` with a `Response`:
 *
 * ```ts
 * export default { fetch: toFetchHandler(receiver) }                   // Cloudflare Workers, Bun
 * export const POST = toFetchHandler(receiver, { waitUntil: after })   // Next.js, app/cloudsmith/route.ts
 * Deno.serve(toFetchHandler(receiver))
 * ```
 *
 * With a `waitUntil`, deliveries are answered with 202 at once while the handlers go on; if the receiver has a `timeLimit`, the response waits that
 * long first. A `waitUntil` that the platform passes with the request, as Cloudflare Workers and Netlify do, is used automatically. Without one, the
 * response waits for the handlers, because many platforms stop all work after it.
 */
export function toFetchHandler(receiver: Pick<Receiver, 'fetch'>, { waitUntil }: FetchOptions = {}) {
  return (request: DeliveryRequest, ...platform: unknown[]): Promise<Response> =>
    receiver.fetch(request, waitUntil === undefined ? platform.find(canWait) : { waitUntil })
}

/**
 * Turns a receiver into a handler for Hono: `app.post('/cloudsmith', toHonoHandler(receiver))`.
 *
 * No middleware before it may read the body: otherwise, deliveries are answered with 500 and `onError` receives an error that explains it.
 *
 * @param options the same as for {@link toFetchHandler}; the `executionCtx` of the platform is used as `waitUntil` by default
 */
export function toHonoHandler(receiver: Pick<Receiver, 'fetch'>, options: FetchOptions = {}) {
  const handle = toFetchHandler(receiver, options)
  return (context: HonoContext): Promise<Response> => handle(context.req.raw, executionOf(context))
}

function canWait(value: unknown): value is Platform {
  return typeof (value as Platform | null | undefined)?.waitUntil === 'function'
}

function executionOf(context: HonoContext): Platform | undefined {
  try {
    return context.executionCtx
  } catch {
    return undefined
  }
}
