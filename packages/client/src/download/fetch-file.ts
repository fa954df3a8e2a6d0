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

/** What fetching a file needs of the client. */
export interface FetchFileOptions extends CredentialOptions, ResolvedOptions {
  /** Sends again where that is safe and may help, at the expense of the client's quota. */
  repeating: (next: Transport) => Transport
  /** Credentials that were sent. */
  secrets: Secrets
}

/** A file to fetch. */
export interface RemoteFile {
  readonly url: string
  /** What messages call it. */
  readonly operation: string
  /** What it is of, for errors. */
  readonly params: Readonly<Record<string, string>>
  /** It is known to be in quarantine. */
  readonly quarantined: boolean
}

/** How far a credential got. */
interface Passage {
  /** Why the address that answered last got none, where there is one. */
  withheld: Distrust | undefined
  /** Tokens in the addresses on the way. */
  readonly tokens: Set<string>
}

/**
 * Asks for a file and gives the answer as soon as it begins. The credential goes to those who may have it, and along with redirects as far
 * as they lead to such; to the CDN, which is where the service sends to, it does not.
 *
 * @throws {QuarantinedError} it is refused because of the quarantine
 * @throws {ApiError} it is refused for another reason
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
  // The name is that of the class.
  const { name, ...refusal } = error
  throw new QuarantinedError(`The package is in quarantine (403 on the ${nameOf(context)}). Release it first.`, refusal)
}

/** It is the service that tells the address: that may be anything. */
function canBeFetched(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
}

/** One attempt: the answer at the end of the redirects. A secret that is refused with 401 is replaced once, where it can be. */
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
    // Once it has left, the way back is not followed with the credential either.
    if (secret !== undefined && next.origin !== target.origin) {
      passage.withheld = trust(next.href) ?? (next.search === '' ? undefined : 'signed')
      if (passage.withheld !== undefined) secret = undefined
    }
    target = next
  }
}

/** Frees the connection. */
const discard = ({ body }: Response): void => void body?.cancel().catch(() => {})

/** Waits for the beginning of the answer, no longer than `timeout`; its body is read later, unless it is a refusal. */
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

/** @see docs/service.md#downloads: the user is called `token`, the key is the password */
function credentialOf({ apiKey, accessToken, secrets }: FetchFileOptions): Credential | undefined {
  if (apiKey !== undefined) {
    return { reveal: revealer(apiKey, 'apiKey', secrets), authorization: (secret) => `Basic ${btoa(`token:${secret}`)}` }
  }
  if (accessToken === undefined) return undefined
  return { reveal: revealer(accessToken, 'accessToken', secrets), authorization: (secret) => `Bearer ${secret}` }
}
