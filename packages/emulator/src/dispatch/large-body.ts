import type { Incoming } from '../core/incoming.ts'

/** From this many bytes on, a body is not made part of a `Request`, which copies it twice. */
const large = 2 ** 20

/** The body of a `fetch` call, if it is large. */
export function largeBodyOf({ body, method = 'GET' }: RequestInit = {}): Uint8Array | undefined {
  if (/^(?:get|head)$/i.test(method)) return undefined
  if (body instanceof ArrayBuffer) return body.byteLength < large ? undefined : new Uint8Array(body)
  if (!ArrayBuffer.isView(body) || body.byteLength < large) return undefined
  return new Uint8Array(body.buffer, body.byteOffset, body.byteLength)
}

/** A request with bytes as its body, which are not copied. */
export function withBody({ method, url, signal, headers }: Request, bytes: Uint8Array): Incoming {
  return { method, url, signal, headers, body: only(bytes), text: async () => new TextDecoder().decode(bytes) }
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
