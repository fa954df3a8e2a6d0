import { QuarantinedError } from '../errors/api.ts'
import { refuse } from '../errors/refuse.ts'
import { AbortError, ConnectionError, RedirectError, TimeoutError } from '../errors/transport.ts'
import { watchAttempt, watchCall } from '../observe/watch.ts'
import type { ResolvedOptions } from '../options.ts'
import { type CredentialOptions, revealer } from '../transport/credentials.ts'
import { outgoing } from '../transport/outgoing.ts'
import { readRefusal } from '../transport/read-refusal.ts'
import type { CallContext, Outgoing, Transport } from '../transport/transport.ts'
import { mayHaveCredential } from '../upload/byte-sender.ts'

/** What fetching a file needs of the client. */
export interface FetchFileOptions extends CredentialOptions, ResolvedOptions {
  /** Sends again where that is safe and may help, at the expense of the client's quota. */
  repeating: (next: Transport) => Transport
}

const maxRedirects = 5

/**
 * Asks for a file and gives the answer as soon as it begins. The credential goes to the API's own origin and to Cloudsmith's host for
 * downloads; a redirect to another origin, which is how the service sends to its CDN, is followed without it.
 *
 * @throws {QuarantinedError} it is refused because of the quarantine
 * @throws {ApiError} it is refused for another reason
 */
export async function fetchFile(
  url: string,
  operation: string,
  quarantined: boolean,
  options: FetchFileOptions,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const { limits, clock, hooks, repeating } = options
  const context: CallContext = {
    ...limits,
    operation,
    signal,
    totalTimeout: Number.POSITIVE_INFINITY,
    idempotent: true,
    attempts: 0,
  }
  const send = repeating(() => follow(url, context, options))
  const request = outgoing(new Request(url))
  const response = await (hooks === undefined ? send(request, context) : watchCall(send, hooks, request, context))
  if (response.ok) return response
  const text = new TextDecoder().decode(await readRefusal(response))
  const error = refuse(response, text, { operation, attempts: context.attempts, authenticated: true, now: clock.now() })
  if (response.status !== 403 || !(quarantined || /quarantin/i.test(text))) throw error
  // The name is that of the class.
  const { name, ...refusal } = error
  throw new QuarantinedError(`The package is in quarantine (403 on the ${operation}). Release it first.`, refusal)
}

/** One attempt: the answer at the end of the redirects. A secret that is refused with 401 is replaced once, where it can be. */
async function follow(url: string, context: CallContext, options: FetchFileOptions): Promise<Response> {
  const first = new URL(url)
  let target = first
  const secrets = mayHaveCredential(first.origin, options.origin) ? credentialOf(options) : undefined
  // Once it has left, the way back is not followed with the credential either.
  let secret = await secrets?.reveal()
  let renewed = false
  for (let hops = 0; ; hops++) {
    const headers: Record<string, string> = options.userAgent === undefined ? {} : { 'User-Agent': options.userAgent }
    if (secrets !== undefined && secret !== undefined) headers.Authorization = secrets.authorization(secret)
    const response = await answerOf(outgoing(new Request(target.href, { headers })), context, options)
    if (response.status === 401 && secrets !== undefined && secret !== undefined && !renewed) {
      renewed = true
      const fresh = await secrets.reveal(secret)
      if (fresh === secret) return response
      secret = fresh
      discard(response)
      continue
    }
    const location = response.headers.get('location')
    if (response.status < 300 || response.status > 399 || location === null) return response
    discard(response)
    const next = URL.parse(location, target.href)
    if (next === null || hops >= maxRedirects || (next.protocol !== 'https:' && next.protocol !== first.protocol)) {
      throw new RedirectError(`The ${context.operation} was redirected to where it must not follow.`, context)
    }
    if (next.origin !== target.origin) secret = undefined
    target = next
  }
}

/** Frees the connection. */
const discard = ({ body }: Response): void => void body?.cancel().catch(() => {})

/** Waits for the beginning of the answer, no longer than `timeout`; its body is read later. */
async function answerOf(request: Outgoing, context: CallContext, { send, hooks }: FetchFileOptions): Promise<Response> {
  const { operation, timeout, signal } = context
  const controller = new AbortController()
  const onAbort = () => controller.abort()
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  const timer = setTimeout(onAbort, Math.min(timeout, 2 ** 31 - 1))
  try {
    const fetching = () => send(request, { signal: controller.signal })
    return await (hooks === undefined ? fetching() : watchAttempt(fetching, hooks, request, context))
  } catch (cause) {
    if (signal?.aborted) throw new AbortError(`The ${operation} was aborted.`, { cause: signal.reason })
    if (controller.signal.aborted) throw new TimeoutError(`No answer on the ${operation} within ${timeout} ms.`, context)
    throw new ConnectionError(`The connection failed on the ${operation}.`, context, { cause })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}

interface Credential {
  reveal(refused?: string): string | Promise<string>
  authorization(secret: string): string
}

/** @see docs/service.md#downloads: the user is called `token`, the key is the password */
function credentialOf({ apiKey, accessToken }: CredentialOptions): Credential | undefined {
  if (apiKey !== undefined) {
    return { reveal: revealer(apiKey, 'apiKey'), authorization: (secret) => `Basic ${btoa(`token:${secret}`)}` }
  }
  if (accessToken === undefined) return undefined
  return { reveal: revealer(accessToken, 'accessToken'), authorization: (secret) => `Bearer ${secret}` }
}
