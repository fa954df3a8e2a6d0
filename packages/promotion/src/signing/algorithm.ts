import { InvalidRequestError } from '@cloudsmith-sdk/client'
import { sha256Of } from '../text/bytes.ts'

/** A key of WebCrypto, whichever of the platform's declarations are at hand: those of Node or of browsers. */
export type WebCryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

/** The digest that belongs to each curve. */
const hashOfCurve: Readonly<Record<string, string>> = { 'P-256': 'SHA-256', 'P-384': 'SHA-384', 'P-521': 'SHA-512' }

/** Bytes of each digest: the salt of RSA-PSS is as long. */
const lengthOfHash: Readonly<Record<string, number>> = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 }

/**
 * How WebCrypto signs with a key: Ed25519, ECDSA, RSA-PSS and RSASSA-PKCS1-v1_5. It makes ECDSA signatures of r and s one after the other,
 * as in the example of DSSE; those in DER are understood.
 *
 * @throws {InvalidRequestError} the key is of another kind, or of a digest that is too weak
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

/** A name for a public key: SHA-256, in hex, of its SPKI bytes. Needs a key that can be exported, which public keys mostly are. */
export async function keyIdOf(key: WebCryptoKey): Promise<string> {
  return sha256Of(new Uint8Array(await crypto.subtle.exportKey('spki', key)))
}
