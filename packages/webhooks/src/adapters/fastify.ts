import type { IncomingMessage } from 'node:http'
import type { Receiver } from '../receiver/receiver.ts'
import { nodePlatform, requestOfNode } from './node-request.ts'

/** As much of Fastify's request as is used. */
export interface FastifyRequest {
  raw: IncomingMessage
  /** What a content type parser made of the body: usable where it is bytes or text. */
  body?: unknown
  /** The bytes beside a parsed body, as plugins keep them. */
  rawBody?: unknown
}

/** As much of Fastify's reply as is used. */
export interface FastifyReply {
  code(status: number): unknown
  header(name: string, value: string): unknown
  send(payload: string): unknown
}

/** As much of a Fastify instance as the plugin uses. */
export interface FastifyScope {
  removeAllContentTypeParsers(): void
  addContentTypeParser(
    type: string,
    parser: (request: unknown, payload: unknown, done: (error: null, body: unknown) => void) => void,
  ): unknown
  post(path: string, handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>): unknown
}

/**
 * Makes a receiver a plugin with one route: `app.register(toFastifyPlugin(receiver, { path: '/cloudsmith' }))`.
 *
 * Within the plugin nothing parses bodies, so the application's own parsers (Fastify has one for JSON by default) do not matter.
 */
export function toFastifyPlugin(receiver: Pick<Receiver, 'fetch'>, { path = '/' }: { path?: string } = {}) {
  return async function cloudsmithWebhooks(scope: FastifyScope): Promise<void> {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_, payload, done) => done(null, payload))
    scope.post(path, toFastifyHandler(receiver))
  }
}

/**
 * Makes a receiver a handler for a route of one's own. The route needs a parser that keeps the bytes:
 * `addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body))`. Behind Fastify's default
 * JSON parser deliveries are answered with 500 and `onError` gets the error that says so: {@link toFastifyPlugin} spares you that.
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
