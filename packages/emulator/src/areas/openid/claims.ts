/** The claims of a token. */
export interface Claims {
  /** The issuer. */
  readonly iss: string
  readonly [claim: string]: unknown
}

/**
 * Parses the claims of a JSON Web Token (RFC 7519) that has not expired. Its signature is not verified.
 *
 * @param now milliseconds since 1970
 * @returns undefined if it is not such a token, has no issuer, or has expired
 */
export function readClaims(token: string, now: number): Claims | undefined {
  const [, payload, ...rest] = token.split('.')
  if (payload === undefined || rest.length !== 1) return undefined
  const claims = parse(Buffer.from(payload, 'base64url').toString('utf8'))
  if (typeof claims !== 'object' || claims === null) return undefined
  const { iss, exp, nbf } = claims as Record<string, unknown>
  if (typeof iss !== 'string') return undefined
  if (typeof exp === 'number' && exp * 1000 <= now) return undefined
  if (typeof nbf === 'number' && nbf * 1000 > now) return undefined
  return { ...claims, iss }
}

/** Whether a token has all required claims. A required text that ends with `.*` only has to match the beginning. */
export function claimsMatch(wanted: Readonly<Record<string, unknown>>, claims: Claims): boolean {
  return Object.entries(wanted).every(([name, value]) => {
    const said = claims[name]
    if (Array.isArray(said)) return said.some((one) => matches(value, one))
    return matches(value, said)
  })
}

function matches(wanted: unknown, said: unknown): boolean {
  if (said === undefined || said === null) return false
  const [want, says] = [String(wanted), String(said)]
  return want.endsWith('.*') ? says.startsWith(want.slice(0, -2)) : says === want
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
