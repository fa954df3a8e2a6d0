import { WebhookVerificationError } from './errors.ts'

/** A body as it came over the wire. A string is taken as UTF-8. */
export type RawBody = string | Uint8Array | ArrayBuffer

/** Bodies above this many bytes are refused before they are hashed: 1 MiB. The service documents no size of its own. */
export const defaultMaxBytes = 1024 * 1024

const encoder = new TextEncoder()

/** The bytes of a body. @throws {WebhookVerificationError} `body-not-raw` */
export function bytesOf(body: RawBody): Uint8Array {
  if (typeof body === 'string') return encoder.encode(body)
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength)
  // Not `instanceof`: test runners and `vm` hand over buffers of another realm.
  if (Object.prototype.toString.call(body) === '[object ArrayBuffer]') return new Uint8Array(body)
  throw bodyNotRaw(body === undefined || body === null ? 'There is no body' : 'The body was parsed')
}

/** Refuses a body above the limit. @throws {WebhookVerificationError} `body-too-large` */
export function checkSize(bytes: number, maxBytes = defaultMaxBytes): void {
  if (bytes > maxBytes)
    throw new WebhookVerificationError('body-too-large', `The body has more than ${maxBytes} bytes (see maxBytes).`)
}

/** The error for a body whose raw bytes are gone, with the usual cures. */
export function bodyNotRaw(what: string): WebhookVerificationError {
  return new WebhookVerificationError(
    'body-not-raw',
    `${what}, but the signature covers the bytes as they were sent. Express: mount express.raw({ type: '*/*' }) before express.json(). ` +
      "Fastify: addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body)). " +
      'Elsewhere: pass await request.arrayBuffer().',
  )
}
