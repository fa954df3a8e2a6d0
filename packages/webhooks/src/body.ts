import { WebhookVerificationError } from './errors.ts'
import type { RawBody } from './raw-body.ts'
import { diagnosis } from './verify/diagnosis.ts'

/** Bodies above this many bytes are refused before they are hashed: 1 MiB. The service documents no size of its own. */
export const defaultMaxBytes = 1024 * 1024

const encoder = new TextEncoder()

/** The bytes of a body. @throws {WebhookVerificationError} `body-not-raw` */
export async function bytesOf(body: RawBody): Promise<Uint8Array> {
  if (typeof body === 'string') return encoder.encode(body)
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength)
  // Not `instanceof`: test runners and `vm` hand over buffers of another realm.
  if (Object.prototype.toString.call(body) === '[object ArrayBuffer]') return new Uint8Array(body)
  throw (await diagnosis()).bodyNotRaw(body === undefined || body === null ? 'There is no body' : 'The body was parsed')
}

/** Refuses a body above the limit. @throws {WebhookVerificationError} `body-too-large` */
export function checkSize(bytes: number, maxBytes = defaultMaxBytes): void {
  if (bytes > maxBytes)
    throw new WebhookVerificationError('body-too-large', `The body has more than ${maxBytes} bytes (see maxBytes).`)
}
