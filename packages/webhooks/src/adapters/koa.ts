import type { IncomingMessage } from 'node:http'
import type { Receiver } from '../receiver/receiver.ts'
import { nodePlatform, requestOfNode } from './node-request.ts'

/** As much of Koa's context as is used. */
export interface KoaContext {
  req: IncomingMessage
  /** Body parsers put `body` here; some also keep the text, in `rawBody`. */
  request: object
  status: number
  body: unknown
  set(name: string, value: string): unknown
}

/**
 * Makes a receiver a middleware that answers every request it gets: mount it on a route,
 * `router.post('/cloudsmith', toKoaMiddleware(receiver))`.
 *
 * Mount it before any body parser, or behind one that keeps the text in `request.rawBody`, as `@koa/bodyparser` does. Where the bytes
 * are gone, deliveries are answered with 500 and `onError` gets the error that says what to change.
 */
export function toKoaMiddleware(receiver: Pick<Receiver, 'fetch'>) {
  return async function middleware(context: KoaContext): Promise<void> {
    const parsed = context.request as { rawBody?: unknown; body?: unknown }
    const request = requestOfNode(context.req, () => [parsed.rawBody, parsed.body])
    const answer = await receiver.fetch(request, nodePlatform)
    context.status = answer.status
    if (!context.req.complete) context.set('connection', 'close')
    context.body = await answer.text()
    // After the body, whose own guess at a content type they replace.
    for (const [name, value] of answer.headers) context.set(name, value)
  }
}
