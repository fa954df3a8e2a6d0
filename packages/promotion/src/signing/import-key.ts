import { InvalidRequestError } from '@cloudsmith-sdk/client'
import type { WebCryptoKey } from './algorithm.ts'

/** What WebCrypto calls the curves that keys are taken on. */
const algorithms: Readonly<Record<string, Parameters<typeof crypto.subtle.importKey>[2]>> = {
  Ed25519: 'Ed25519',
  'P-256': { name: 'ECDSA', namedCurve: 'P-256' },
  'P-384': { name: 'ECDSA', namedCurve: 'P-384' },
}

/**
 * A JSON Web Key on Ed25519, P-256 or P-384, as a key to sign or to verify with.
 *
 * @param named what messages call it: they say nothing that stands in it
 * @throws {InvalidRequestError} it is none, or not the half that is needed
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
    // The platform's message may have the key in it.
    const half = use === 'sign' ? 'private' : 'public'
    throw new InvalidRequestError(`${named} has no key to ${use} with: the ${half} key is needed.`)
  }
}
