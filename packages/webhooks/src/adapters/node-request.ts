import type { IncomingMessage } from 'node:http'
import { diagnosis } from '../verify/diagnosis.ts'

/**
 * Makes a web `Request` of one of `node:http`.
 *
 * @param kept what the framework holds of the body, the best first: the first that is bytes or text is used, else the stream is read
 */
export function requestOf(incoming: IncomingMessage, kept: readonly unknown[]): Request {
  const method = incoming.method === 'POST' ? 'POST' : 'GET' // A Request takes neither TRACE nor a GET with a body; both get 405.
  const named = Object.entries(incoming.headers).filter(([name]) => !name.startsWith(':')) // HTTP/2 has `:path` and the like here.
  const headers = new Headers(named.map(([name, value = '']) => [name, [value].flat().join(', ')]))
  if (method === 'GET') return new Request('http://localhost/', { headers })
  return new Request('http://localhost/', { method, headers, body: bodyOf(incoming, kept), duplex: 'half' })
}

/** Whether the bytes of a body can be had from a value: a body that a parser made an object of has lost them. */
export function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array
}

/** A body that fails where the receiver reads it, so that the error goes the way of all others. */
export function alreadyRead(): ReadableStream {
  return new ReadableStream({
    async start(controller) {
      controller.error((await diagnosis()).bodyNotRaw('A body parser has read the body'))
    },
  })
}

function bodyOf(incoming: IncomingMessage, kept: readonly unknown[]): string | Uint8Array<ArrayBuffer> | ReadableStream {
  const raw = kept.find(isRaw)
  if (raw !== undefined) return raw
  if (incoming.readableDidRead) return alreadyRead()
  // Node documents that destroying a message destroys its socket, which the answer has yet to go through.
  return ReadableStream.from(incoming.iterator({ destroyOnReturn: false }))
}
