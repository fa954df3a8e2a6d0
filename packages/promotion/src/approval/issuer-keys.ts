import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose'
import { mayBeSentSecrets } from '../text/https.ts'
import { isObject, isText } from './shape.ts'
import type { TrustedIssuer } from './trust.ts'

/** Keys already read, by trusted issuer. They are read once, and again when a token has a key that is not among them. */
const found = new WeakMap<TrustedIssuer, Promise<JWTVerifyGetKey>>()

/**
 * The public keys of an issuer.
 *
 * @throws {Error} they cannot be read
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html
 */
export function keysOf(issuer: TrustedIssuer): Promise<JWTVerifyGetKey> {
  const known = found.get(issuer)
  if (known !== undefined) return known
  const reading = readKeys(issuer)
  found.set(issuer, reading)
  // The next attempt may succeed.
  reading.catch(() => found.delete(issuer))
  return reading
}

async function readKeys({ issuer, keys }: TrustedIssuer): Promise<JWTVerifyGetKey> {
  const { createLocalJWKSet, createRemoteJWKSet } = await import('jose')
  if (keys !== undefined) return createLocalJWKSet(keys as JSONWebKeySet)
  return createRemoteJWKSet(await addressOfKeys(issuer))
}

async function addressOfKeys(issuer: string): Promise<URL> {
  const address = safe(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const response = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(patience) })
  const found: unknown = response.status === 200 ? await response.json() : undefined
  if (!isObject(found) || found.issuer !== issuer || !isText(found.jwks_uri)) throw new Error('it does not say where they are')
  return safe(found.jwks_uri)
}

/** Timeout of a request, in milliseconds. */
const patience = 10_000

/** Keys read over an unencrypted connection could be anybody's. */
function safe(address: string): URL {
  const url = new URL(address)
  if (mayBeSentSecrets(url)) return url
  throw new Error('their URL is not https')
}
