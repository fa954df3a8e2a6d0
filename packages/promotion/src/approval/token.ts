import type { JWTPayload } from 'jose'
import { keysOf } from './issuer-keys.ts'
import type { TrustedIssuer } from './trust.ts'

/** What a token has to fulfil. */
export interface TokenDemands {
  /** The audience that it needs, unless its issuer has a fixed one. */
  readonly audience: string
  /** When it was used, in ISO 8601: it must have been valid then. */
  readonly at: string
}

/** The subject that a token identifies. */
export interface TokenHolder {
  readonly issuer: string
  readonly subject: string
  /** When the document that comes with the token expires, because nothing binds the two, in ISO 8601; null if they are bound. */
  readonly ends: string | null
}

/** Asymmetric algorithms only: neither `none`, nor any with which a verifier could sign tokens. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

/** Tolerance in seconds, for clocks that differ and for the time until a job receives its token. */
const tolerance = 60

/** Maximum length of a token, in characters. */
const longest = 16_384

/** Verifies a token and returns whom it identifies, or why it proves nothing. The result never contains the token. */
export async function holderOf(
  token: string,
  issuers: readonly TrustedIssuer[],
  demands: TokenDemands,
): Promise<TokenHolder | { readonly why: string }> {
  const { decodeJwt } = await import('jose')
  let iss: string | undefined
  try {
    if (token.length <= longest) iss = decodeJwt(token).iss
  } catch {}
  if (iss === undefined) return { why: 'comes with something that is not an identity token' }
  const candidates = issuers.filter(({ issuer }) => issuer === iss)
  let answer: TokenHolder | { why: string } = { why: `comes with a token of ${iss}, which is not trusted` }
  for (const candidate of candidates) {
    answer = await verify(token, candidate, demands)
    if (!('why' in answer)) return answer
  }
  return answer
}

async function verify(
  token: string,
  trusted: TrustedIssuer,
  { audience, at }: TokenDemands,
): Promise<TokenHolder | { why: string }> {
  const { issuer, subject: claim = 'sub', claims = {} } = trusted
  const { jwtVerify } = await import('jose')
  let payload: JWTPayload
  try {
    const keys = await keysOf(trusted)
    const needed = { issuer, audience: trusted.audience ?? audience, algorithms, requiredClaims: ['iat', 'exp'] }
    const options = { ...needed, currentDate: new Date(at), clockTolerance: tolerance }
    payload = (await jwtVerify(token, keys, options)).payload
  } catch (error) {
    return { why: `comes with a token of ${issuer} that does not count: ${reasonOf(error)}` }
  }
  const { iat = 0, nbf = iat, exp = 0, [claim]: subject } = payload
  if (Date.parse(at) / 1000 < Math.min(iat, nbf) - tolerance) return { why: `was given before its token was issued` }
  if (typeof subject !== 'string' || subject === '') return { why: `comes with a token of ${issuer} without ${claim}` }
  const wrong = Object.entries(claims).find(([name, allowed]) => ![allowed].flat().includes(String(payload[name])))
  if (wrong !== undefined) return { why: `comes with a token of ${issuer} whose ${wrong[0]} is not trusted` }
  return { issuer, subject, ends: trusted.audience === undefined ? null : new Date(exp * 1000).toISOString() }
}

/** The reason, from the code of the error; for network errors, which have none, from the message. */
function reasonOf(error: unknown): string {
  const { code, claim, message } = error as { code?: unknown; claim?: unknown; message?: unknown }
  if (code === 'ERR_JWT_EXPIRED') return 'the approval was not given while it was valid'
  if (code === 'ERR_JWT_CLAIM_VALIDATION_FAILED' && claim === 'nbf') return 'the approval was not given while it was valid'
  if (code === 'ERR_JWT_CLAIM_VALIDATION_FAILED') return `its claim ${String(claim)} does not have the required value`
  if (code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') return 'its signature is wrong'
  if (code === 'ERR_JWKS_NO_MATCHING_KEY') return 'the issuer has no such key'
  if (typeof code === 'string' && code.startsWith('ERR_J')) return `it cannot be verified (${code})`
  return `the keys of its issuer cannot be read (${String(message)})`
}
