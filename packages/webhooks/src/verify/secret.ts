import { WebhookVerificationError } from '../errors.ts'
import { type HeadersLike, header } from '../headers.ts'

/** A header with a fixed value, as set in the webhook's `secret_header` and `secret_value`. */
export interface SharedSecret {
  /** Name of the header, in any letter case. */
  header: string
  /** The value, or several while it is being changed. */
  value: string | readonly string[]
}

const encoder = new TextEncoder()

/** @throws {WebhookVerificationError} `secret-mismatch` */
export async function verifySecret(headers: HeadersLike, secret: SharedSecret): Promise<void> {
  const received = header(headers, secret.header.toLowerCase())
  if (received === undefined) {
    throw new WebhookVerificationError(
      'secret-mismatch',
      `There is no ${secret.header} header: compare with the webhook's secret_header.`,
    )
  }
  const digest = await sha256(received)
  let matched = false
  for (const value of [secret.value].flat()) matched = equal(digest, await sha256(value)) || matched
  if (!matched)
    throw new WebhookVerificationError('secret-mismatch', `The ${secret.header} header has another value than expected.`)
}

/** Digests have one length, so that comparing them tells nothing of the secret's. */
async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text)))
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.reduce((difference, byte, index) => difference | (byte ^ (b[index] ?? 0)), 0) === 0
}
