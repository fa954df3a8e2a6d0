import type { Incoming } from './incoming.ts'

/** What a request says of its sender. Held for the comparison only, never logged. */
export interface Credentials {
  readonly key?: string
}

/**
 * Reads the credential of a request: `X-Api-Key`, or `Authorization` with `Token`, `Bearer` or Basic, whose password is the key and whose
 * user name is `token` or that of the user.
 *
 * Where both are sent, `X-Api-Key` wins: a leftover one acts as the earlier identity.
 */
export function credentialsOf(headers: Incoming['headers']): Credentials {
  const key = headers.get('x-api-key')
  if (key !== null) return { key }
  const [, scheme = '', value = ''] = /^(\w+)\s(.*)$/s.exec(headers.get('authorization') ?? '') ?? []
  switch (scheme.toLowerCase()) {
    case 'token':
    case 'bearer':
      return { key: value.trim() }
    case 'basic':
      return { key: passwordOf(value) }
    default:
      return {}
  }
}

function passwordOf(basic: string): string {
  const text = Buffer.from(basic, 'base64').toString('utf8')
  return text.slice(text.indexOf(':') + 1)
}
