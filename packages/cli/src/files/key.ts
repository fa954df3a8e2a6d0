import type { webcrypto } from 'node:crypto'
import * as v from 'valibot'
import { UsageError } from '../core/usage-error.ts'

const jwkSchema = v.looseObject({ kty: v.string(), crv: v.string() })
const algorithms: Readonly<Record<string, webcrypto.EcKeyImportParams | string>> = {
  Ed25519: 'Ed25519',
  'P-256': { name: 'ECDSA', namedCurve: 'P-256' },
  'P-384': { name: 'ECDSA', namedCurve: 'P-384' },
}

/** A JSON Web Key (Ed25519, or ECDSA on P-256 or P-384) to sign or to verify with. @throws {UsageError} it is none */
export async function importKey(value: unknown, use: 'sign' | 'verify', file: string): Promise<webcrypto.CryptoKey> {
  if (!v.is(jwkSchema, value)) throw new UsageError(`${file} is no JSON Web Key.`)
  const algorithm = algorithms[value.crv]
  if (algorithm === undefined)
    throw new UsageError(`${file}: the curve ${JSON.stringify(value.crv)} is none of ${Object.keys(algorithms).join(', ')}.`)
  try {
    return await crypto.subtle.importKey('jwk', value, algorithm, true, [use])
  } catch {
    // The platform's message may have the key in it.
    throw new UsageError(
      `${file} has no key to ${use} with: ${use === 'sign' ? 'the private key is needed' : 'the public key is needed'}.`,
    )
  }
}
