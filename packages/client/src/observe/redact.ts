import type { CallContext } from '../transport/transport.ts'

/** The parts of a call that must not be revealed. */
export type Confidential = Pick<CallContext, 'secrets' | 'sent'>

/**
 * Removes the secrets of a call from a text from outside, in every form in which they are sent: servers and proxies repeat what they received in
 * bodies, headers and URLs.
 */
export function redact(text: string, call: Confidential): string {
  const forms = secretsOf(call).flatMap(formsOf)
  return forms.reduce((left, form) => left.replace(new RegExp(literally(form), 'gi'), '…'), text)
}

/** A URL that is safe to show: without user name, query, fragment and secrets. */
export function shownUrl(text: string, call: Confidential): string {
  const url = URL.parse(text)
  return url === null ? 'no address' : redact(url.origin + url.pathname, call)
}

/** Shorter values only occur in tests. Hiding them would hide parts of words. */
const shortest = 4

/** Headers and parameters whose values are secrets. */
const secretHeader = /^(authorization|cookie|proxy-authorization|x-api-key)$/i
const secretParam = /password|secret|token|key$/i

function secretsOf({ secrets, sent }: Confidential): string[] {
  const params = Object.entries(sent?.params ?? {}).filter(([name]) => secretParam.test(name))
  const headers = Object.entries(sent?.headers ?? {}).filter(([name]) => secretHeader.test(name))
  const words = headers.flatMap(([, value]) => value.split(' ').slice(-1))
  return [...secrets, ...params.map(([, value]) => value), ...words].filter(
    (value): value is string => typeof value === 'string' && value.length >= shortest,
  )
}

/** A secret in Basic authentication, in a URL, in JSON and as plain text. The longest form comes first: it may contain another. */
const formsOf = (secret: string): string[] => [
  btoa(`token:${toLatin1(secret)}`),
  encodeURIComponent(secret.toWellFormed()),
  JSON.stringify(secret).slice(1, -1),
  secret,
]

/** `btoa` only accepts Latin-1. A secret with other characters cannot be sent as a credential, so its encoded form does not matter. */
const toLatin1 = (text: string): string => text.replace(/[^\0-\xff]/g, '?')

const literally = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')
