import { bytesOf, checkSize } from '../body.ts'
import { type HeadersLike, header } from '../headers.ts'
import type { RawBody } from '../raw-body.ts'
import { diagnosis } from './diagnosis.ts'
import { matches } from './hmac.ts'
import { type SharedSecret, verifySecret } from './secret.ts'

/** What a delivery must prove. At least one of `signatureKey` and `secret`; with both, both must hold. */
export interface VerifyOptions {
  /** The webhook's `signature_key`, or several while it is being changed, the newest first. */
  signatureKey?: string | readonly string[] | undefined
  /** A header with a fixed value. Weaker than a signature: it does not cover the body. */
  secret?: SharedSecret | undefined
  /** Largest body in bytes (default 1 MiB). Larger ones are refused before they are hashed. */
  maxBytes?: number | undefined
}

/** What is known of a delivery that holds. */
export interface Verified {
  /** Place of the key that matched in `signatureKey`; above 0 the webhook still uses an old one. `undefined` without keys. */
  keyIndex: number | undefined
}

/**
 * Verifies that a delivery comes from the webhook, from its raw body and headers. Nothing is parsed.
 *
 * The signature covers neither headers nor time, so a recorded delivery can be replayed: see `maxAge` and `store`.
 *
 * @param body exactly as received: a parsed body made text again has another signature
 * @throws {WebhookVerificationError} the delivery does not hold; the message says why, and what usually mends it
 * @throws {TypeError} no usable key or secret was given
 * @see docs/service.md#webhook-delivery: `X-Cloudsmith-Signature` is the HMAC-SHA1 of the body as a hex digest
 */
export async function verify(body: RawBody, headers: HeadersLike, options: VerifyOptions): Promise<Verified> {
  const keys = keysOf(options)
  const bytes = await bytesOf(body)
  checkSize(bytes.length, options.maxBytes)
  if (options.secret !== undefined) await verifySecret(headers, options.secret)
  return { keyIndex: keys.length > 0 ? await matchingKey(body, bytes, headers, keys) : undefined }
}

/** The signature keys. @throws {TypeError} there are none and no secret either, or one is empty: most often an unset variable. */
export function keysOf({ signatureKey = [], secret }: VerifyOptions): readonly string[] {
  const keys = [signatureKey].flat()
  const secrets = secret === undefined ? [] : [secret.value].flat()
  const usable = [...keys, ...secrets].every((text) => typeof text === 'string' && text !== '')
  if (usable && keys.length + secrets.length > 0 && (secret === undefined || secrets.length > 0)) return keys
  throw new TypeError('Give a signatureKey or a secret, none of them empty. Is the environment variable set?')
}

async function matchingKey(body: RawBody, bytes: Uint8Array, headers: HeadersLike, keys: readonly string[]): Promise<number> {
  const received = header(headers, 'x-cloudsmith-signature')
  if (received === undefined) throw (await diagnosis()).signatureMissing(headers)
  // Upper case is refused: the sender writes lower case, and one signature should have one spelling.
  const [, digest] = /^(?:sha1=)?([0-9a-f]{40})$/.exec(received) ?? []
  if (digest === undefined) throw (await diagnosis()).signatureMalformed(received)
  for (const [index, key] of keys.entries()) {
    if (await matches(bytes, digest, key)) return index
  }
  throw (await diagnosis()).signatureMismatch(body, keys)
}
