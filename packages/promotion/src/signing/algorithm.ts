import { InvalidRequestError } from '@cloudsmith-sdk/client'
import { sha256Of } from '../text/bytes.ts'

/** A WebCrypto key, typed by the declarations at hand: those of Node.js or of browsers. */
export type WebCryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

/** The digest for each curve. */
const hashOfCurve: Readonly<Record<string, string>> = { 'P-256': 'SHA-256', 'P-384': 'SHA-384', 'P-521': 'SHA-512' }

/** Length of each digest in bytes, which is also the length of the salt of RSA-PSS. */
const lengthOfHash: Readonly<Record<string, number>> = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 }

/**
 * The WebCrypto parameters for signing with a key: Ed25519, ECDSA, RSA-PSS or RSASSA-PKCS1-v1_5. WebCrypto writes ECDSA signatures as r
 * followed by s, as in the example of DSSE; signatures in DER are also accepted.
 *
 * @throws {InvalidRequestError} the type of the key is not supported, or its digest is too weak
 */
export function algorithmOf({ algorithm }: WebCryptoKey): Parameters<typeof crypto.subtle.sign>[0] {
  const { name } = algorithm
  const { namedCurve = '', hash } = algorithm as { namedCurve?: string; hash?: { name: string } }
  const curveHash = hashOfCurve[namedCurve]
  const saltLength = lengthOfHash[hash?.name ?? '']
  if (name === 'Ed25519') return { name }
  if (name === 'ECDSA' && curveHash !== undefined) return { name, hash: curveHash }
  if (name === 'RSA-PSS' && saltLength !== undefined) return { name, saltLength }
  if (name === 'RSASSA-PKCS1-v1_5' && saltLength !== undefined) return { name }
  throw new InvalidRequestError(
    `Keys of ${name} cannot be used for signatures. Use Ed25519, ECDSA with P-256 or P-384, or RSA with SHA-256 or longer.`,
  )
}

/** A name for a public key: the SHA-256 of its SPKI bytes, in hex. The key must be extractable, as public keys usually are. */
export async function keyIdOf(key: WebCryptoKey): Promise<string> {
  return sha256Of(new Uint8Array(await crypto.subtle.exportKey('spki', key)))
}
