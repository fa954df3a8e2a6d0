import { InvalidRequestError } from '@cloudsmith-sdk/client'
import type { WebCryptoKey } from './algorithm.ts'

/** WebCrypto parameters of the supported curves. */
const algorithms: Readonly<Record<string, Parameters<typeof crypto.subtle.importKey>[2]>> = {
  Ed25519: 'Ed25519',
  'P-256': { name: 'ECDSA', namedCurve: 'P-256' },
  'P-384': { name: 'ECDSA', namedCurve: 'P-384' },
}

/**
 * Imports a JSON Web Key on Ed25519, P-256 or P-384, for signing or verifying.
 *
 * @param named the name of the key in error messages, which contain nothing of the key itself
 * @throws {InvalidRequestError} it is not a supported JSON Web Key, or lacks the half that is needed
 */
export async function importKey(value: unknown, use: 'sign' | 'verify', named: string): Promise<WebCryptoKey> {
  const { kty, crv } = Object(value) as { kty?: unknown; crv?: unknown }
  if (typeof kty !== 'string' || typeof crv !== 'string') throw new InvalidRequestError(`${named} is not a JSON Web Key.`)
  const algorithm = Object.hasOwn(algorithms, crv) ? algorithms[crv] : undefined
  if (algorithm === undefined)
    throw new InvalidRequestError(`${named} is on an unsupported curve: use ${Object.keys(algorithms).join(', ')}.`)
  try {
    return await crypto.subtle.importKey('jwk', value as object, algorithm, true, [use])
  } catch {
    // The platform's message may contain the key.
    const half = use === 'sign' ? 'private' : 'public'
    throw new InvalidRequestError(`${named} has no key to ${use} with: the ${half} key is needed.`)
  }
}
