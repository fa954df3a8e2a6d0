import { QuarantinedError } from '../errors/api.ts'
import { explainFailure } from '../errors/explain-failure.ts'
import { failed, nameOf, said } from '../errors/failed.ts'
import { refuse } from '../errors/refuse.ts'
import { ParseError, RedirectError } from '../errors/transport.ts'
import { shownUrl } from '../observe/redact.ts'
import { watchAttempt, watchCall } from '../observe/watch.ts'
import type { ResolvedOptions } from '../options.ts'
import { type CredentialOptions, revealer, type Secrets } from '../transport/credentials.ts'
import { maxRedirects, redirectTarget } from '../transport/follow-redirects.ts'
import { inTime } from '../transport/in-time.ts'
import { outgoing } from '../transport/outgoing.ts'
import { longestRefusal, readBody } from '../transport/read-body.ts'
import type { CallContext, Outgoing, Transport } from '../transport/transport.ts'
import type { Distrust } from '../transport/trust.ts'
import { tokenIn } from './path-token.ts'

/** What downloading a file needs from the client. */
export interface FetchFileOptions extends CredentialOptions, ResolvedOptions {
  /** Adds the retry layer, which uses the client's retry quota. */
  repeating: (next: Transport) => Transport
  /** Credentials that have been sent. */
  secrets: Secrets
}

/** A file to download. */
export interface RemoteFile {
  readonly url: string
  /** How messages refer to the download. */
  readonly operation: string
  /** The package and file, for errors. */
  readonly params: Readonly<Record<string, string>>
  /** Whether the package is known to be in quarantine. */
  readonly quarantined: boolean
}

/** Which hosts on the way received the credential. */
interface Passage {
  /** Why the host that answered last did not receive the client's credential, if it has one. */
  withheld: Distrust | undefined
  /** Entitlement tokens in the URLs on the way. */
  readonly tokens: Set<string>
}

/**
 * Requests a file and resolves as soon as the response begins. The credential is sent to trusted hosts only, and follows redirects as long as they
 * lead to such hosts; the CDN that the service redirects to does not receive it.
 *
 * @throws {QuarantinedError} the service refuses because the package is in quarantine
 * @throws {ApiError} the service refuses for another reason
 */
export async function fetchFile(
  { url, operation, params, quarantined }: RemoteFile,
  options: FetchFileOptions,
  signal: AbortSignal | undefined,
): Promise<{ response: Response; context: CallContext }> {
  const { limits, clock, hooks, repeating, apiKey, accessToken } = options
  const passage: Passage = { withheld: undefined, tokens: new Set() }
  const context: CallContext = {
    ...limits,
    operation,
    params,
    address: url,
    secrets: {
      *[Symbol.iterator]() {
        yield* options.secrets
        yield* passage.tokens
      },
    },
    signal,
    totalTimeout: Number.POSITIVE_INFINITY,
    idempotent: true,
    attempts: 0,
    text: '',
  }
  if (!canBeFetched(url)) throw new ParseError(`The ${nameOf(context)} has no URL to download from.`, failed(context))
  const send = repeating(() => follow(url, context, options, passage))
  const request = outgoing(new Request(url))
  const response = await (hooks === undefined ? send(request, context) : watchCall(send, hooks, request, context))
  if (response.ok) return { response, context }
  const text = context.text ?? ''
  const { withheld } = passage
  const authenticated = withheld === undefined && (apiKey ?? accessToken) !== undefined
  const error = refuse(response, text, { context, authenticated, withheld, now: clock.now() })
  if (response.status !== 403 || !(quarantined || /quarantin/i.test(text))) throw error
  // The name belongs to the class.
  const { name, ...refusal } = error
  throw new QuarantinedError(`The package is in quarantine (403 on the ${nameOf(context)}). Release it first.`, refusal)
}

/** The URL comes from the service and may be anything. */
function canBeFetched(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
}

/** One attempt: the response at the end of the redirects. A secret that is refused with 401 is replaced once, if that is possible. */
async function follow(url: string, context: CallContext, options: FetchFileOptions, passage: Passage): Promise<Response> {
  const { trust, userAgent } = options
  const first = new URL(url)
  const credential = credentialOf(options)
  let target = first
  passage.withheld = credential && trust(url)
  const reveal = (refused?: string) => timely(context, async () => credential?.reveal(refused))
  let secret = passage.withheld === undefined ? await reveal() : undefined
  let renewed = false
  for (let hops = 0; ; hops++) {
    context.address = target.href
    const token = tokenIn(target)
    if (token !== undefined) passage.tokens.add(token)
    const headers: Record<string, string> = userAgent === undefined ? {} : { 'User-Agent': userAgent }
    if (credential !== undefined && secret !== undefined) headers.Authorization = credential.authorization(secret)
    const response = await answerOf(outgoing(new Request(target.href, { headers })), context, options)
    if (response.status === 401 && credential !== undefined && secret !== undefined && !renewed) {
      renewed = true
      const fresh = await reveal(secret)
      if (fresh === secret) return response
      secret = fresh
      discard(response)
      continue
    }
    const next = redirectTarget(response, target.href)
    if (next === undefined) return response
    discard(response)
    if (hops >= maxRedirects || (next.protocol !== 'https:' && next.protocol !== first.protocol)) {
      const where = said(shownUrl(next.href, context), context)
      const message = `The ${nameOf(context)} was redirected to ${where}, which the client does not follow: there were too many redirects, or the URL is not https.`
      throw new RedirectError(message, failed(context))
    }
    // Once the credential has been dropped, it is not sent again, even if a redirect leads back to a trusted host.
    if (secret !== undefined && next.origin !== target.origin) {
      passage.withheld = trust(next.href) ?? (next.search === '' ? undefined : 'signed')
      if (passage.withheld !== undefined) secret = undefined
    }
    target = next
  }
}

/** Frees the connection. */
const discard = ({ body }: Response): void => void body?.cancel().catch(() => {})

/** Waits for the start of the response, no longer than `timeout`. Its body is read later, unless it is an error. */
function answerOf(request: Outgoing, context: CallContext, { send, hooks }: FetchFileOptions): Promise<Response> {
  const attempt = () =>
    timely(context, async (init) => {
      const response = await send(request, init)
      if (response.status >= 400) context.text = await new Response(await readBody(response, longestRefusal)).text()
      return response
    })
  return hooks === undefined ? attempt() : watchAttempt(attempt, hooks, request, context)
}

const timely = <T>(context: CallContext, work: (init: RequestInit) => Promise<T>): Promise<T> =>
  inTime(context, work).catch((cause: unknown) => {
    throw explainFailure(cause, context)
  })

interface Credential {
  reveal(refused?: string): string | Promise<string>
  authorization(secret: string): string
}

/** An API key is sent by Basic authentication, with the user name `token`. @see docs/service.md#downloads */
function credentialOf({ apiKey, accessToken, secrets }: FetchFileOptions): Credential | undefined {
  if (apiKey !== undefined) {
    return { reveal: revealer(apiKey, 'apiKey', secrets), authorization: (secret) => `Basic ${btoa(`token:${secret}`)}` }
  }
  if (accessToken === undefined) return undefined
  return { reveal: revealer(accessToken, 'accessToken', secrets), authorization: (secret) => `Bearer ${secret}` }
}
