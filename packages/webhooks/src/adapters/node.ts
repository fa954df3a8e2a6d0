import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Receiver } from '../receiver/receiver.ts'
import { nodePlatform, requestOfNode } from './node-request.ts'

/**
 * Turns a receiver into a handler for `node:http`, and for any framework that uses its requests and responses:
 * `createServer(toNodeHandler(receiver))`.
 *
 * If a body parser has already read the body, deliveries are answered with 500 and `onError` receives an error that says what to change.
 */
export function toNodeHandler(receiver: Pick<Receiver, 'fetch'>) {
  return async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    // Parsers put their result into `body`; some, and Google's functions framework, keep the bytes in `rawBody`.
    const parsed = incoming as { rawBody?: unknown; body?: unknown }
    const request = requestOfNode(incoming, () => [parsed.rawBody, parsed.body])
    const answer = await receiver.fetch(request, nodePlatform)
    // Reading the rest of a refused body only to keep the connection is not worth it.
    if (!incoming.complete) outgoing.setHeader('connection', 'close')
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers))
    outgoing.end(await answer.text())
  }
}
