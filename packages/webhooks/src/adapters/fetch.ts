import type { DeliveryRequest, Platform } from '../receiver/platform.ts'
import type { Receiver } from '../receiver/receiver.ts'

/** What a fetch handler works with. */
export interface FetchOptions {
  /**
   * Keeps work alive after the answer, which then comes at once: `after` of Next.js, `waitUntil` of `@vercel/functions` or of
   * `cloudflare:workers`. In a process that lives on, `() => {}` will do.
   */
  waitUntil?: Platform['waitUntil'] | undefined
}

/** As much of Hono's context as is used. */
export interface HonoContext {
  req: { raw: DeliveryRequest }
  /** Throws where the platform has none. */
  readonly executionCtx: Platform
}

/**
 * Makes a receiver a handler for whatever answers a `Request` with a `Response`:
 *
 * ```ts
 * export default { fetch: toFetchHandler(receiver) }                   // Cloudflare Workers, Bun
 * export const POST = toFetchHandler(receiver, { waitUntil: after })   // Next.js, app/cloudsmith/route.ts
 * Deno.serve(toFetchHandler(receiver))
 * ```
 *
 * With a `waitUntil`, deliveries are answered with 202 at once and the work goes on; with a `timeLimit` of the receiver, handlers have that
 * long first. It is found by itself where the platform hands it over with the request, as the context of Cloudflare Workers and of Netlify.
 * Without one, the answer waits for the handlers: many platforms stop when it is given.
 */
export function toFetchHandler(receiver: Pick<Receiver, 'fetch'>, { waitUntil }: FetchOptions = {}) {
  return (request: DeliveryRequest, ...platform: unknown[]): Promise<Response> =>
    receiver.fetch(request, waitUntil === undefined ? platform.find(canWait) : { waitUntil })
}

/**
 * Makes a receiver a handler for Hono: `app.post('/cloudsmith', toHonoHandler(receiver))`.
 *
 * Middleware before it must not read the body. Where one did, deliveries are answered with 500 and `onError` gets the error that says so.
 *
 * @param options as those of {@link toFetchHandler}; the `executionCtx` of the platform counts as a `waitUntil`
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
