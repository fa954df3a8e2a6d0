import type { IncomingMessage } from 'node:http'
import type { Receiver } from '../receiver/receiver.ts'
import { nodePlatform, requestOfNode } from './node-request.ts'

/** The part of Fastify's request that is used. */
export interface FastifyRequest {
  raw: IncomingMessage
  /** The result of a content type parser: usable if it is bytes or text. */
  body?: unknown
  /** The raw bytes, if a plugin keeps them beside a parsed body. */
  rawBody?: unknown
}

/** The part of Fastify's reply that is used. */
export interface FastifyReply {
  code(status: number): unknown
  header(name: string, value: string): unknown
  send(payload: string): unknown
}

/** The part of a Fastify instance that the plugin uses. */
export interface FastifyScope {
  removeAllContentTypeParsers(): void
  addContentTypeParser(
    type: string,
    parser: (request: unknown, payload: unknown, done: (error: null, body: unknown) => void) => void,
  ): unknown
  post(path: string, handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>): unknown
}

/**
 * Turns a receiver into a Fastify plugin with one route: `app.register(toFastifyPlugin(receiver, { path: '/cloudsmith' }))`.
 *
 * The plugin disables body parsers for its route only, so the application's own parsers, including Fastify's default one for JSON, can stay.
 *
 * @param options.path path of the route (default `/`)
 */
export function toFastifyPlugin(receiver: Pick<Receiver, 'fetch'>, { path = '/' }: { path?: string } = {}) {
  return async function cloudsmithWebhooks(scope: FastifyScope): Promise<void> {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_, payload, done) => done(null, payload))
    scope.post(path, toFastifyHandler(receiver))
  }
}

/**
 * Turns a receiver into a handler for a Fastify route. The route needs a parser that keeps the bytes:
 * `addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body))`. With Fastify's default JSON parser,
 * deliveries are answered with 500 and `onError` receives an error that explains it. {@link toFastifyPlugin} takes care of this by itself.
 */
export function toFastifyHandler(receiver: Pick<Receiver, 'fetch'>) {
  return async function handle(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const answer = await receiver.fetch(
      requestOfNode(request.raw, () => [request.rawBody, request.body]),
      nodePlatform,
    )
    if (!request.raw.complete) reply.header('connection', 'close')
    for (const [name, value] of answer.headers) reply.header(name, value)
    reply.code(answer.status)
    reply.send(await answer.text())
    return reply
  }
}
