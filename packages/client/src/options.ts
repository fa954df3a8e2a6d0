import { InvalidRequestError } from './errors/base.ts'
import { type ClientLimits, resolveLimits } from './limits.ts'
import type { Hooks } from './observe/hooks.ts'
import { runtimeOf, variableOf } from './runtime.ts'
import { systemClock } from './transport/clock.ts'
import type { CredentialOptions, Secret } from './transport/credentials.ts'
import { type FetchLike, type Send, sendBy } from './transport/send.ts'
import type { Clock, Limits } from './transport/transport.ts'
import { createTrust, isLoopback, type Trust, type TrustOptions } from './transport/trust.ts'
import { userAgentOf } from './user-agent.ts'

/** How to make a client. */
export interface CloudsmithOptions extends ClientLimits, Omit<CredentialOptions, 'apiKey'>, Hooks, TrustOptions {
  /**
   * API key, or token of an OIDC exchange: sent as `X-Api-Key`. Default: `CLOUDSMITH_API_KEY` of the environment, where there is one and
   * no `accessToken`; never in a browser. `null` for a client that is anonymous on purpose.
   */
  apiKey?: Secret | null | undefined
  /**
   * Where the service is; a `/v1` at the end is left out. Default: `CLOUDSMITH_API_HOST` of the environment, else
   * `https://api.cloudsmith.io`. Plain http is for loopback addresses only.
   */
  baseUrl?: string | undefined
  /** What the application says of itself, such as `acme-release/2.1`: stands before the SDK's own `User-Agent`. Not in a browser. */
  userAgent?: string | undefined
  /** The fetch to use. Default: the global one, looked up at every request. */
  fetch?: FetchLike | undefined
  /** Time that everything goes by which waits with this client: retries, pushes, synchronisations, promotions. Default: the machine's. */
  clock?: Clock | undefined
}

/** The options with every default in its place. */
export interface ResolvedOptions {
  baseUrl: string
  /** Who may have the credential. */
  trust: Trust
  limits: Limits
  /** Undefined in a browser. */
  userAgent: string | undefined
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
  checkShapes(options)
  const url = checkBaseUrl(options)
  return {
    // The service answers below /v1 as well, and other clients are set up with that address.
    baseUrl: url.href.replace(/(?<!\/)\/+$/, '').replace(/\/v1$/, ''),
    trust: createTrust(url, options),
    limits: resolveLimits(options),
    userAgent: userAgentOf(options.userAgent, runtimeOf()),
    send: sendBy(options.fetch),
    clock: options.clock ?? systemClock,
    hooks: Object.keys(options).some((name) => /^(on|debug)/.test(name)) ? options : undefined,
  }
}

const functions = ['fetch', 'onRequest', 'onResponse', 'onRetry', 'onError'] as const

/** What types say already, for callers without types: a key in place of the options would be left unused, without a word. */
function checkShapes(options: CloudsmithOptions): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new InvalidRequestError('The client takes an options object: new Cloudsmith({ apiKey }).')
  }
  const { clock, trustedHosts } = options
  const odd = functions.find((name) => options[name] !== undefined && typeof options[name] !== 'function')
  if (odd !== undefined) throw new InvalidRequestError(`${odd} is not a function.`)
  if (clock !== undefined && !(typeof clock?.now === 'function' && typeof clock.sleep === 'function')) {
    throw new InvalidRequestError('clock must have the methods now() and sleep().')
  }
  if (trustedHosts !== undefined && !Array.isArray(trustedHosts)) {
    throw new InvalidRequestError('trustedHosts must be a list.')
  }
}

/** Where the service is if nobody says otherwise. @see docs/service.md#hosts */
export const defaultBaseUrl = 'https://api.cloudsmith.io'

/** The vendor's files and variables hold a bare host as often as an address. */
export function asUrl(text: string): string {
  return /^\w+:\/\//.test(text) ? text : text.replace(/^\/*/, 'https://')
}

function checkBaseUrl({ baseUrl, allowInsecureHttp }: CloudsmithOptions): URL {
  const host = variableOf('CLOUDSMITH_API_HOST')
  const [name, text] =
    baseUrl === undefined && host !== undefined ? ['CLOUDSMITH_API_HOST', asUrl(host)] : ['baseUrl', baseUrl ?? defaultBaseUrl]
  const url = URL.parse(text)
  if (url === null) throw new InvalidRequestError(`${name} is not a URL: ${JSON.stringify(text)}.`)
  if (url.username || url.password || url.search || url.hash) {
    throw new InvalidRequestError(
      `${name} must not contain a query, a fragment or a credential: pass the credential as apiKey or accessToken.`,
    )
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && (isLoopback(url) || allowInsecureHttp))) {
    throw new InvalidRequestError(
      `${name} must be https: ${url.protocol}//${url.host} would send the credential in clear text. Set allowInsecureHttp if that is intended.`,
    )
  }
  return url
}
