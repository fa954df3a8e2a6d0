import type { Platform, Receiver } from '../receiver/receiver.ts'

/** As much of Hono's context as is used. */
export interface HonoContext {
  req: { raw: Request }
  /** Throws where the platform has none. */
  readonly executionCtx: Platform
}

/**
 * Makes a receiver a handler for whatever answers a `Request` with a `Response`:
 *
 * ```ts
 * export default { fetch: toFetchHandler(receiver) } // Cloudflare Workers, Bun
 * export const POST = toFetchHandler(receiver)       // Next.js, app/cloudsmith/route.ts
 * Deno.serve(toFetchHandler(receiver))
 * ```
 *
 * Whichever further argument has a `waitUntil` (the third one of a Worker) keeps slow handlers alive after the answer.
 */
export function toFetchHandler(receiver: Pick<Receiver, 'fetch'>) {
  return (request: Request, ...platform: unknown[]): Promise<Response> => receiver.fetch(request, platform.find(canWait))
}

/**
 * Makes a receiver a handler for Hono: `app.post('/cloudsmith', toHonoHandler(receiver))`.
 *
 * Middleware before it must not read the body. Where one did, deliveries are answered with 500 and `onError` gets the error that says so.
 */
export function toHonoHandler(receiver: Pick<Receiver, 'fetch'>) {
  return (context: HonoContext): Promise<Response> => receiver.fetch(context.req.raw, executionOf(context))
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
