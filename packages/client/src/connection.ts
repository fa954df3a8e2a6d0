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
 * What a client shares with those made from it by `withOptions`: where and how they send, the credential, the rate limit, the retry quota and
 * the hooks.
 */
export interface Connection extends FetchFileOptions, ByteSenderOptions {
  readonly pacer: Pacer
  /** The layers that every call goes through. */
  readonly transport: Transport
  readonly authenticated: boolean
}

/**
 * Assembles the layers. Nothing is sent yet.
 *
 * @throws {InvalidRequestError} an option has an invalid value
 */
export function connect(options: CloudsmithOptions): Connection {
  const settings = resolveOptions(options)
  const { clock, hooks, send, trust } = settings
  const secrets: Secrets = new Set()
  // From the inside out: credentials, one attempt, pacing, redirects, retries. Every request that is sent is paced, retries included.
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

/** The credential from the options, or else the key from the environment. @throws {InvalidRequestError} the key cannot be sent */
function chooseCredential({ apiKey, accessToken }: CloudsmithOptions): CredentialOptions {
  if (apiKey !== undefined || accessToken !== undefined) return { apiKey: apiKey ?? undefined, accessToken }
  const found = variableOf(keyVariable)
  return { apiKey: found && checkSecret(found, keyVariable) }
}

/** The code that enforces the time limit of a whole call is only loaded if there is such a limit. */
const withTotalTimeout =
  (next: Transport): Transport =>
  (request, context) =>
    context.totalTimeout === Number.POSITIVE_INFINITY
      ? next(request, context)
      : later().then(({ withinTotal }) => withinTotal(next, request, context))
