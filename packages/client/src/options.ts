import { InvalidRequestError } from './errors/base.ts'
import { type ClientLimits, resolveLimits } from './limits.ts'
import type { Hooks } from './observe/hooks.ts'
import { systemClock } from './transport/clock.ts'
import type { CredentialOptions } from './transport/credentials.ts'
import { type FetchLike, type Send, sendBy } from './transport/send.ts'
import type { Clock, Limits } from './transport/transport.ts'
import { createTrust, isLoopback, type Trust, type TrustOptions } from './transport/trust.ts'

/** How to make a client. */
export interface CloudsmithOptions extends ClientLimits, CredentialOptions, Hooks, TrustOptions {
  /** Where the service is; a `/v1` at the end is left out. Default: `https://api.cloudsmith.io`. Plain http is for loopback addresses only. */
  baseUrl?: string | undefined
  /** Text to put before the SDK's own `User-Agent`. */
  userAgent?: string | undefined
  /** The fetch to use. Default: the global one, looked up at every request. */
  fetch?: FetchLike | undefined
  /** Time to wait by; for tests. Default: the machine's. */
  clock?: Clock | undefined
}

/** The options with every default in its place. */
export interface ResolvedOptions {
  baseUrl: string
  /** Who may have the credential. */
  trust: Trust
  limits: Limits
  userAgent: string
  send: Send
  clock: Clock
  /** Undefined where nobody listens. */
  hooks: Hooks | undefined
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws {InvalidRequestError} an option has a value that cannot be
 */
export function resolveOptions(options: CloudsmithOptions): ResolvedOptions {
  const url = checkBaseUrl(options.baseUrl ?? 'https://api.cloudsmith.io', options.allowInsecureHttp ?? false)
  if (options.fetch !== undefined && typeof options.fetch !== 'function')
    throw new InvalidRequestError('fetch is not a function.')
  checkHeaders({ 'User-Agent': options.userAgent ?? '' })
  return {
    // The service answers below /v1 as well, and other clients are set up with that address.
    baseUrl: url.href.replace(/\/+$/, '').replace(/\/v1$/, ''),
    trust: createTrust(url, options),
    limits: resolveLimits(options),
    userAgent: [options.userAgent, 'cloudsmith-sdk'].filter(Boolean).join(' '),
    send: sendBy(options.fetch),
    clock: options.clock ?? systemClock,
    hooks: Object.keys(options).some((name) => /^(on|debug)/.test(name)) ? options : undefined,
  }
}

function checkBaseUrl(text: string, allowInsecureHttp: boolean): URL {
  const url = URL.parse(text)
  if (url === null) throw new InvalidRequestError(`baseUrl is not an address: ${JSON.stringify(text)}.`)
  if (url.username !== '' || url.password !== '') {
    throw new InvalidRequestError('baseUrl holds a user name or password. Pass the credential as apiKey or accessToken.')
  }
  if (url.search !== '' || url.hash !== '') throw new InvalidRequestError('baseUrl must not hold a query or a fragment.')
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && (isLoopback(url) || allowInsecureHttp))) {
    throw new InvalidRequestError(
      `baseUrl must be https: ${url.protocol}//${url.host} would send the credential in clear. Set allowInsecureHttp if that is meant.`,
    )
  }
  return url
}

/**
 * Checks that headers can be sent.
 *
 * @throws {InvalidRequestError} one cannot; the message names it but does not hold its value, which may be a secret
 */
export function checkHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    try {
      new Headers([[name, value]])
    } catch {
      throw new InvalidRequestError(
        `The header ${JSON.stringify(name)} cannot be sent: its name or value holds characters that none has.`,
      )
    }
  }
}
