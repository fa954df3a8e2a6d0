/** A registry requires a token, which is issued at another URL in exchange for the credential. */
export interface BearerChallenge {
  readonly scheme: 'bearer'
  /** URL that issues tokens. */
  readonly realm: string
  readonly service: string | undefined
  readonly scope: string | undefined
}

/** The authentication that a registry requires. */
export type Challenge = { readonly scheme: 'basic' } | BearerChallenge

/**
 * Parses a `WWW-Authenticate` header; undefined for any other scheme.
 *
 * @see https://distribution.github.io/distribution/spec/auth/token/
 */
export function parseChallenge(header: string): Challenge | undefined {
  const [, scheme = '', rest = ''] = /^\s*(\w+)\s*(.*)$/s.exec(header) ?? []
  if (scheme.toLowerCase() === 'basic') return { scheme: 'basic' }
  if (scheme.toLowerCase() !== 'bearer') return undefined
  const given = new Map<string, string>()
  for (const [, name = '', value = ''] of rest.matchAll(/\b(\w+)="([^"]*)"/g)) given.set(name.toLowerCase(), value)
  const realm = given.get('realm')
  return realm === undefined ? undefined : { scheme: 'bearer', realm, service: given.get('service'), scope: given.get('scope') }
}
