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

/** Options of a client. */
export interface CloudsmithOptions extends ClientLimits, Omit<CredentialOptions, 'apiKey'>, Hooks, TrustOptions {
  /**
   * API key, or a token obtained by an OIDC exchange, sent as `X-Api-Key`. Pass `null` for a client that is deliberately anonymous.
   * Default: the environment variable `CLOUDSMITH_API_KEY`, unless `accessToken` is given; never read in a browser.
   */
  apiKey?: Secret | null | undefined
  /**
   * URL of the service; a trailing `/v1` is ignored. Must be https, except for loopback addresses (see `allowInsecureHttp`). Default: the
   * environment variable `CLOUDSMITH_API_HOST`, or else `https://api.cloudsmith.io`.
   */
  baseUrl?: string | undefined
  /** Name and version of your application, such as `acme-release/2.1`. Put before the SDK's own `User-Agent`. Not sent from a browser. */
  userAgent?: string | undefined
  /** The `fetch` function to use. Default: the global one, looked up for every request. */
  fetch?: FetchLike | undefined
  /** Clock for everything that waits with this client: retries, pushes, synchronisation, promotions. Default: the system clock. */
  clock?: Clock | undefined
}

/** The options with all defaults filled in. */
export interface ResolvedOptions {
  baseUrl: string
  /** Decides which hosts may receive the credential. */
  trust: Trust
  limits: Limits
  /** Undefined in a browser. */
  userAgent: string | undefined
  send: Send
  clock: Clock
  /** Undefined if there are no hooks. */
  hooks: Hooks | undefined
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws {InvalidRequestError} an option has an invalid value
 */
export function resolveOptions(options: CloudsmithOptions): ResolvedOptions {
  checkShapes(options)
  const url = checkBaseUrl(options)
  return {
    // The service also answers below /v1, and other clients are configured with that URL.
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

/** Checks what the types already enforce, for callers without types: a key passed in place of the options would be silently ignored. */
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

/** The default URL of the service. @see docs/service.md#hosts */
export const defaultBaseUrl = 'https://api.cloudsmith.io'

/** Adds `https://` to a bare host: the vendor's files and variables may contain either a host or a URL. */
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
