import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Receiver } from '../receiver/receiver.ts'
import { nodePlatform, requestOfNode } from './node-request.ts'

/**
 * Makes a receiver a handler for `node:http`, and so for whatever else has its requests and responses:
 * `createServer(toNodeHandler(receiver))`.
 *
 * Where a body parser has used the bytes up, deliveries are answered with 500 and `onError` gets the error that says what to change.
 */
export function toNodeHandler(receiver: Pick<Receiver, 'fetch'>) {
  return async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    // Parsers leave what they made in `body`; some, and Google's functions framework, keep the bytes in `rawBody`.
    const parsed = incoming as { rawBody?: unknown; body?: unknown }
    const request = requestOfNode(incoming, () => [parsed.rawBody, parsed.body])
    const answer = await receiver.fetch(request, nodePlatform)
    // The rest of a refused body is not worth reading only to keep the connection.
    if (!incoming.complete) outgoing.setHeader('connection', 'close')
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers))
    outgoing.end(await answer.text())
  }
}
