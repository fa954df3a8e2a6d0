import type { CallContext } from '../transport/transport.ts'

/** What a call may not have told of it. */
export type Confidential = Pick<CallContext, 'secrets' | 'sent'>

/**
 * A text from outside without the secrets of the call that it answers, in every form in which they are sent: servers and proxies repeat what
 * they got, in bodies, headers and addresses.
 */
export function redact(text: string, call: Confidential): string {
  const forms = secretsOf(call).flatMap(formsOf)
  return forms.reduce((left, form) => left.replace(new RegExp(literally(form), 'gi'), '…'), text)
}

/** An address as it may be shown: without user name, query, fragment and secrets. */
export function shownUrl(text: string, call: Confidential): string {
  const url = URL.parse(text)
  return url === null ? 'no address' : redact(url.origin + url.pathname, call)
}

/** Shorter values are of tests. To hide them would hide parts of words. */
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

/** As it is, in an address, in a JSON text, and in the Basic credential of a download. The longest first: one may be part of another. */
const formsOf = (secret: string): string[] => [
  btoa(`token:${toLatin1(secret)}`),
  encodeURIComponent(secret.toWellFormed()),
  JSON.stringify(secret).slice(1, -1),
  secret,
]

/** `btoa` takes bytes only; what is no credential that can be sent needs no form of that kind. */
const toLatin1 = (text: string): string => text.replace(/[^\0-\xff]/g, '?')

const literally = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')
