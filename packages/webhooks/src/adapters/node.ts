import type { IncomingMessage, ServerResponse } from 'node:http'
import { bodyNotRaw } from './body.ts'
import type { Receiver } from './receiver/receiver.ts'

/** A request of `node:http`, with what frameworks put on it. */
export interface NodeRequest extends IncomingMessage {
  /** What a body parser of Express made of the body: usable where it is bytes or text. */
  body?: unknown
  /** The bytes beside a parsed body, as Google's functions framework keeps them. */
  rawBody?: unknown
}

/**
 * Makes a receiver a handler for `node:http`, and so for Express and whatever else has its requests and responses:
 * `createServer(toNodeHandler(receiver))`, `app.post('/cloudsmith', toNodeHandler(receiver))`.
 *
 * Mount it before any JSON parser, or behind one that keeps the bytes (`express.raw({ type: '*\/*' })`). Where the bytes are gone,
 * deliveries are answered with 500 and `onError` gets the error that says what to change.
 */
export function toNodeHandler(receiver: Pick<Receiver, 'fetch'>) {
  return async function handle(incoming: NodeRequest, outgoing: ServerResponse): Promise<void> {
    const answer = await receiver.fetch(requestOf(incoming))
    // The rest of a refused body is not worth reading only to keep the connection.
    if (!incoming.complete) outgoing.setHeader('connection', 'close')
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers))
    outgoing.end(await answer.text())
  }
}

function requestOf(incoming: NodeRequest): Request {
  const method = incoming.method === 'POST' ? 'POST' : 'GET' // A Request takes neither TRACE nor a GET with a body; both get 405.
  const named = Object.entries(incoming.headers).filter(([name]) => !name.startsWith(':')) // HTTP/2 has `:path` and the like here.
  const headers = new Headers(named.map(([name, value = '']) => [name, [value].flat().join(', ')]))
  if (method === 'GET') return new Request('http://localhost/', { headers })
  return new Request('http://localhost/', { method, headers, body: bodyOf(incoming), duplex: 'half' })
}

function bodyOf(incoming: NodeRequest): string | Uint8Array | ReadableStream {
  const raw = [incoming.rawBody, incoming.body].find((body) => typeof body === 'string' || body instanceof Uint8Array)
  if (raw !== undefined) return raw
  if (incoming.readableDidRead) return alreadyRead()
  // Node documents that destroying a message destroys its socket, which the answer has yet to go through.
  return ReadableStream.from(incoming.iterator({ destroyOnReturn: false }))
}

/** A body that fails where the receiver reads it, so that the error goes the way of all others. */
function alreadyRead(): ReadableStream {
  return new ReadableStream({ start: (controller) => controller.error(bodyNotRaw('A body parser has read the body')) })
}
