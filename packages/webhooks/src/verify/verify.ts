import { bytesOf, defaultMaxBytes, viewOf } from '../body.ts'
import { type HeadersLike, header } from '../headers.ts'
import type { RawBody } from '../raw-body.ts'
import { verificationError } from '../refusal.ts'
import { indexOfKey } from './hmac.ts'

/** A header with a fixed value, as set in the webhook's `secret_header` and `secret_value`. */
export interface SharedSecret {
  /** Name of the header, in any letter case. */
  header: string
  /** The value, or several while it is being changed. */
  value: string | readonly string[]
}

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
  const { secret, maxBytes = defaultMaxBytes } = options
  const keys = keysOf(options)
  // Waits only to tell what is wrong: a turn of the queue takes as long as the other checks.
  const bytes = viewOf(body) ?? (await bytesOf(body))
  if (bytes.length > maxBytes) throw await verificationError('body-too-large', maxBytes)
  if (secret !== undefined) await verifySecret(headers, secret)
  if (keys.length === 0) return { keyIndex: undefined }
  const received = header(headers, 'x-cloudsmith-signature')
  if (received === undefined) throw await verificationError('signature-missing', (other) => header(headers, other))
  // Upper case is refused: the sender writes lower case, and one signature should have one spelling.
  const digest = /^(?:sha1=)?([0-9a-f]{40})$/.exec(received)?.[1]
  if (digest === undefined) throw await verificationError('signature-malformed', received)
  const keyIndex = await indexOfKey(keys, bytes, digest)
  if (keyIndex < 0) throw await verificationError('signature-mismatch', { body, keys })
  return { keyIndex }
}

/** The signature keys. @throws {TypeError} there are none and no secret either, or one is empty: most often an unset variable. */
export function keysOf({ signatureKey = [], secret }: VerifyOptions): readonly string[] {
  const keys = listOf(signatureKey)
  const secrets = listOf(secret?.value ?? [])
  const isProof = (secret === undefined ? keys : secrets).length > 0
  if (isProof && [...keys, ...secrets].every((text) => typeof text === 'string' && text !== '')) return keys
  throw new TypeError('Pass a signatureKey or a secret, neither of them empty. Is the environment variable set?')
}

function listOf(texts: string | readonly string[]): readonly string[] {
  return (Array.isArray(texts) ? texts : [texts]) as readonly string[]
}

async function verifySecret(headers: HeadersLike, secret: SharedSecret): Promise<void> {
  const received = header(headers, secret.header.toLowerCase())
  // Few webhooks have one, so what compares them is not loaded with the rest.
  const { isSecret } = await import('./secret.ts')
  if (await isSecret(received, secret.value)) return
  throw await verificationError('secret-mismatch', { header: secret.header, received })
}
