import type { RawBody } from './raw-body.ts'
import { verificationError } from './refusal.ts'

/** Bodies above this many bytes are refused before they are hashed: 1 MiB. The service documents no size of its own. */
export const defaultMaxBytes = 1024 * 1024

const encoder = new TextEncoder()

/** The bytes of a body, without a copy where it has some; `undefined` where it is no raw body. */
export function viewOf(body: RawBody): Uint8Array | undefined {
  if (typeof body === 'string') return encoder.encode(body)
  if (ArrayBuffer.isView(body)) return body
  try {
    // Not `instanceof`: test runners and `vm` hand over buffers of another realm.
    if (Object.prototype.toString.call(body) === '[object ArrayBuffer]') return new Uint8Array(body)
  } catch {
    // An object that throws where it is looked at.
  }
  return undefined
}

/** The bytes of a body. @throws {WebhookVerificationError} `body-not-raw` */
export async function bytesOf(body: RawBody): Promise<Uint8Array> {
  const bytes = viewOf(body)
  if (bytes !== undefined) return bytes
  throw await verificationError('body-not-raw', body === undefined || body === null ? 'There is no body' : 'The body was parsed')
}
