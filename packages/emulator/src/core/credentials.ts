import type { Incoming } from './incoming.ts'

/** The credential of a request. Used only to identify the sender, never logged. */
export interface Credentials {
  readonly key?: string
}

/**
 * Reads the credential of a request: `X-Api-Key`, or `Authorization` with `Token`, `Bearer` or Basic. In Basic authentication, the password is the
 * key, and the user name is `token` or that of the user.
 *
 * If a request has both headers, `X-Api-Key` wins, so a leftover one acts as the earlier identity.
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
