import type { RawBody } from './raw-body.ts'
import { verificationError } from './refusal.ts'

/** Default limit for the size of a body, in bytes: 1 MiB. Larger ones are refused before they are hashed. The service documents no limit. */
export const defaultMaxBytes = 1024 * 1024

const encoder = new TextEncoder()

/** The bytes of a body, not copied if it already consists of bytes; `undefined` if it is not a raw body. */
export function viewOf(body: RawBody): Uint8Array | undefined {
  if (typeof body === 'string') return encoder.encode(body)
  if (ArrayBuffer.isView(body)) return body
  try {
    // Not `instanceof`: test runners and `vm` pass buffers from another realm.
    if (Object.prototype.toString.call(body) === '[object ArrayBuffer]') return new Uint8Array(body)
  } catch {
    // An object that throws when it is read.
  }
  return undefined
}

/** The bytes of a body. @throws {WebhookVerificationError} `body-not-raw`: the body is missing or was already parsed */
export async function bytesOf(body: RawBody): Promise<Uint8Array> {
  const bytes = viewOf(body)
  if (bytes !== undefined) return bytes
  throw await verificationError('body-not-raw', body === undefined || body === null ? 'There is no body' : 'The body was parsed')
}
