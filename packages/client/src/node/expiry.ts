/**
 * When a token says that it expires, in milliseconds since the epoch; undefined where it does not say, or is no JWT.
 *
 * Only read, not verified: it tells when to ask for another, nothing else depends on it.
 */
export function expiryOf(token: string): number | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
    if (typeof claims !== 'object' || claims === null || !('exp' in claims)) return undefined
    return typeof claims.exp === 'number' && Number.isFinite(claims.exp) ? claims.exp * 1000 : undefined
  } catch {
    return undefined
  }
}
