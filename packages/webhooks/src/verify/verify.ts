import { bytesOf, defaultMaxBytes, viewOf } from '../body.ts'
import { type HeadersLike, header } from '../headers.ts'
import type { RawBody } from '../raw-body.ts'
import { verificationError } from '../refusal.ts'
import { indexOfKey } from './hmac.ts'

/** A header with a fixed value, as configured in the webhook's `secret_header` and `secret_value`. */
export interface SharedSecret {
  /** Name of the header, in upper or lower case. */
  header: string
  /** The value, or several while the secret is being rotated. */
  value: string | readonly string[]
}

/** How to verify a delivery. At least one of `signatureKey` and `secret` is required; with both, both are checked. */
export interface VerifyOptions {
  /** The webhook's `signature_key`, or several while the key is being rotated, the newest first. */
  signatureKey?: string | readonly string[] | undefined
  /** A header with a fixed value. Weaker than a signature, because it does not protect the body. */
  secret?: SharedSecret | undefined
  /** Largest body in bytes. Larger ones are refused before they are hashed. Default: 1,048,576 (1 MiB). */
  maxBytes?: number | undefined
}

/** What is known about a verified delivery. */
export interface Verified {
  /** Index in `signatureKey` of the key that matched; above 0, the webhook still uses an old key. `undefined` without keys. */
  keyIndex: number | undefined
}

/**
 * Verifies that a delivery was sent by the webhook, from its raw body and headers. Nothing is parsed.
 *
 * The signature covers neither the headers nor the time, so a recorded delivery could be replayed: see `maxAge` and `store`.
 *
 * @param body the body exactly as received: if it was parsed and serialised again, the signature does not match
 * @throws {WebhookVerificationError} the delivery is not genuine; the message says why, and how that is usually fixed
 * @throws {TypeError} neither a signature key nor a secret was given, or one is empty
 * @see docs/service.md#webhook-delivery: `X-Cloudsmith-Signature` is the HMAC-SHA1 of the body as a hex digest
 */
export async function verify(body: RawBody, headers: HeadersLike, options: VerifyOptions): Promise<Verified> {
  const { secret, maxBytes = defaultMaxBytes } = options
  const keys = keysOf(options)
  // Only awaits in order to report an error: one turn of the event loop takes as long as all other checks.
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

/** The signature keys. @throws {TypeError} there is neither a key nor a secret, or one is empty: usually an environment variable is not set */
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
  // Few webhooks have a secret, so the code that compares them is only loaded when needed.
  const { isSecret } = await import('./secret.ts')
  if (await isSecret(received, secret.value)) return
  throw await verificationError('secret-mismatch', { header: secret.header, received })
}
