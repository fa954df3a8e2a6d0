import type { FetchFileOptions } from './download/fetch-file.ts'
import { later } from './load-later.ts'
import { watched } from './observe/lazy.ts'
import { type CloudsmithOptions, resolveOptions } from './options.ts'
import { variableOf } from './runtime.ts'
import { type CredentialOptions, checkSecret, type Secrets, withCredentials } from './transport/credentials.ts'
import { attemptWith } from './transport/deadline.ts'
import { createPacer, type Pacer } from './transport/pace.ts'
import { withRedirectGuard } from './transport/redirects.ts'
import { withRetry } from './transport/retry.ts'
import { createRetryQuota } from './transport/retry-quota.ts'
import type { Send } from './transport/send.ts'
import type { Transport } from './transport/transport.ts'
import type { ByteSenderOptions } from './upload/byte-sender.ts'

/**
 * What clients share that were made of one another: where and how they send, as whom, what they know of the rate limit, what their retries
 * may still cost, and who listens.
 */
export interface Connection extends FetchFileOptions, ByteSenderOptions {
  readonly pacer: Pacer
  /** The layers that every call goes through. */
  readonly transport: Transport
  readonly authenticated: boolean
}

/**
 * Puts the layers together. Nothing is sent yet.
 *
 * @throws {InvalidRequestError} an option has a value that cannot be
 */
export function connect(options: CloudsmithOptions): Connection {
  const settings = resolveOptions(options)
  const { clock, hooks, send, trust } = settings
  const secrets: Secrets = new Set()
  // From the inside out: credentials, one attempt, pace, redirects, retries. Every request that leaves is paced, retries included.
  const credential = chooseCredential(options)
  const authenticatedSend = withCredentials(send, credential, trust, secrets)
  const attempt = (send: Send) => watched('watchAttempt', attemptWith(send), hooks)
  const quota = createRetryQuota()
  const repeating = (next: Transport) => withRetry(next, { clock, quota, random: Math.random })
  const layersOver = (next: Transport) => watched('watchCall', withTotalTimeout(repeating(withRedirectGuard(next, trust))), hooks)
  const pacer = createPacer(attempt(authenticatedSend), clock)
  return {
    ...settings,
    ...credential,
    authenticated: (credential.apiKey ?? credential.accessToken) !== undefined,
    authenticatedSend,
    secrets,
    repeating,
    pacer,
    transport: layersOver(pacer.transport),
    transportOver: (send) => layersOver(attempt(send)),
  }
}

const keyVariable = 'CLOUDSMITH_API_KEY'

/** What the caller gives, else the key of the environment. @throws {InvalidRequestError} that cannot be sent */
function chooseCredential({ apiKey, accessToken }: CloudsmithOptions): CredentialOptions {
  if (apiKey !== undefined || accessToken !== undefined) return { apiKey: apiKey ?? undefined, accessToken }
  const found = variableOf(keyVariable)
  return { apiKey: found && checkSecret(found, keyVariable) }
}

/** What watches the time of a whole call is loaded only where that has a limit. */
const withTotalTimeout =
  (next: Transport): Transport =>
  (request, context) =>
    context.totalTimeout === Number.POSITIVE_INFINITY
      ? next(request, context)
      : later().then(({ withinTotal }) => withinTotal(next, request, context))
