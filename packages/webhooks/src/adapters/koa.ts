import type { IncomingMessage } from 'node:http'
import type { Receiver } from '../receiver/receiver.ts'
import { nodePlatform, requestOfNode } from './node-request.ts'

/** The part of Koa's context that is used. */
export interface KoaContext {
  req: IncomingMessage
  /** Body parsers put `body` here; some also keep the raw text as `rawBody`. */
  request: object
  status: number
  body: unknown
  set(name: string, value: string): unknown
}

/**
 * Turns a receiver into Koa middleware that answers every request. Mount it on a route: `router.post('/cloudsmith', toKoaMiddleware(receiver))`.
 *
 * Mount it before any body parser, or after one that keeps the raw text in `request.rawBody`, as `@koa/bodyparser` does. If the raw bytes are lost,
 * deliveries are answered with 500 and `onError` receives an error that says what to change.
 */
export function toKoaMiddleware(receiver: Pick<Receiver, 'fetch'>) {
  return async function middleware(context: KoaContext): Promise<void> {
    const parsed = context.request as { rawBody?: unknown; body?: unknown }
    const request = requestOfNode(context.req, () => [parsed.rawBody, parsed.body])
    const answer = await receiver.fetch(request, nodePlatform)
    context.status = answer.status
    if (!context.req.complete) context.set('connection', 'close')
    context.body = await answer.text()
    // Set after the body, because setting the body makes Koa guess a content type.
    for (const [name, value] of answer.headers) context.set(name, value)
  }
}
