/** A registry asks for a token, which is given elsewhere for the credential. */
export interface BearerChallenge {
  readonly scheme: 'bearer'
  /** Where tokens are. */
  readonly realm: string
  readonly service: string | undefined
  readonly scope: string | undefined
}

/** What a registry asks for before it answers. */
export type Challenge = { readonly scheme: 'basic' } | BearerChallenge

/**
 * Reads a `WWW-Authenticate` header; undefined for one that asks for something else.
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
