import type { JWTPayload } from 'jose'
import { keysOf } from './issuer-keys.ts'
import type { TrustedIssuer } from './trust.ts'

/** What a token has to be for. */
export interface TokenDemands {
  /** Whom it has to be for, where the issuer has no fixed audience. */
  readonly audience: string
  /** When it was used, in ISO 8601: it has to have lived then. */
  readonly at: string
}

/** Who a token is of. */
export interface TokenHolder {
  readonly issuer: string
  readonly subject: string
  /** ISO 8601: when what it comes with ends, as nothing binds the token to it; null where it is bound. */
  readonly ends: string | null
}

/** Keys of which only the issuer has the secret part: no `none`, and nothing that whoever verifies could sign. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

/** Seconds that clocks may differ, and that pass until a job has its token. */
const tolerance = 60

/** Characters of a token, at most. */
const longest = 16_384

/** Looks into a token: of whom it is, or why it proves nothing. No answer ever holds the token. */
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

/** Its code tells what; messages of networks tell why keys could not be read. */
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
