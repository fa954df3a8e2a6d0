import { createInvoke } from './api/invoke.ts'
import { createLazyRawClient, type RawClient } from './api/lazy-raw.ts'
import { buildMethods } from './api/methods.ts'
import type { Download, DownloadOptions, DownloadSource } from './download/download.ts'
import { table } from './generated/table.ts'
import type { PackageDetail, paths as PathsV1 } from './generated/v1.ts'
import type { CloudsmithV1 } from './generated/v1-methods.ts'
import type { paths as PathsV2 } from './generated/v2.ts'
import type { CloudsmithV2 } from './generated/v2-methods.ts'
import { watched } from './observe/lazy.ts'
import { type CloudsmithOptions, resolveOptions } from './options.ts'
import { withCredentials } from './transport/credentials.ts'
import { attemptWith } from './transport/deadline.ts'
import { createPacer } from './transport/pace.ts'
import type { RateLimit } from './transport/rate-limit.ts'
import { withRedirectGuard } from './transport/redirects.ts'
import { withRetry } from './transport/retry.ts'
import { createRetryQuota } from './transport/retry-quota.ts'
import type { Send } from './transport/send.ts'
import type { Transport } from './transport/transport.ts'
import type { UploadFormat } from './upload/formats.ts'
import type { PushParams } from './upload/push.ts'

/** A client of Cloudsmith: every operation of version 1 as a method, version 2 below `v2`, and the raw clients beside them. */
export interface Cloudsmith extends CloudsmithV1 {
  /** The raw openapi-fetch client of version 1: typed paths, and `{ data, error, response }` instead of exceptions. */
  readonly v1: RawClient<PathsV1>
  /** Every operation of version 2 as a method, and its raw openapi-fetch client. */
  readonly v2: CloudsmithV2 & RawClient<PathsV2>
  /** What the service last said of the allowance that all calls of this client share. Undefined before the first answer. */
  readonly rateLimit: RateLimit | undefined
  /**
   * Pushes a package: checks its fields, uploads its files, creates it and waits until it is synchronised.
   *
   * Where the synchronisation fails and trying again may help, it is tried again. A file of 100 MiB or more is sent in parts, and
   * thrown away at the service where the push is given up.
   *
   * @throws {InvalidRequestError} something is missing, or named as nothing can be
   * @throws {ValidationError} the service does not accept a field; nothing was uploaded
   * @throws {SyncFailedError} the service could not make a package of it; `failure` says why
   * @throws {WaitTimeoutError} it took longer than `timeout`
   */
  push<Format extends UploadFormat>(params: PushParams<Format>): Promise<PackageDetail>
  /**
   * Fetches a file of a package, checking its SHA-256 as it is read. The credential goes to Cloudsmith's own host only, never along
   * with a redirect to another. The file system is for `downloadTo` of `…/client/node`.
   *
   * @param source a package as the API gives it, or where it is: `{ owner, repo, identifier }`
   * @throws {QuarantinedError} the package is in quarantine
   * @throws {ChecksumMismatchError} while it is read: other bytes came than the service knows of
   * @throws {InvalidRequestError} the package has no file of its own to fetch, such as a Docker image
   */
  download(source: DownloadSource, options?: DownloadOptions): Promise<Download>
}

// A class whose instances have members that only the table of operations knows: the interface above says which.
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns everything that the interface declares
export class Cloudsmith {
  /**
   * Makes a client. Nothing is sent before the first call.
   *
   * @throws {InvalidRequestError} an option has a value that cannot be
   */
  constructor(options: CloudsmithOptions = {}) {
    const settings = resolveOptions(options)
    // From the inside out: credentials, one attempt, pace, redirects, retries. Every request that leaves is paced, retries included.
    const authenticate = (origin: string) => withCredentials(settings.send, options, origin)
    const quota = createRetryQuota()
    const attempt = (send: Send) => watched('watchAttempt', attemptWith(send), settings.hooks)
    const layersOver = (next: Transport) => {
      const repeating = withRetry(withRedirectGuard(next), { ...settings, quota, random: Math.random })
      return watched('watchCall', withTotalTimeout(repeating), settings.hooks)
    }
    const pacer = createPacer(attempt(authenticate(settings.origin)), settings)
    const transport = layersOver(pacer.transport)
    const sending = { ...settings, quota, authenticate, transportOver: (send: Send) => layersOver(attempt(send)) }
    const v1 = createLazyRawClient<PathsV1>({ ...settings, transport })
    const v2 = createLazyRawClient<PathsV2>({ ...settings, transport, baseUrl: `${settings.baseUrl}/v2` })
    const invoke = createInvoke({
      ...settings,
      transport,
      authenticated: options.apiKey !== undefined || options.accessToken !== undefined,
    })
    Object.assign(this, buildMethods(table.v1, invoke), {
      v1,
      v2: { ...v2, ...buildMethods(table.v2, invoke) },
      push: async (params: PushParams) => (await import('./later.ts')).push(this, sending, params),
      download: async (source: DownloadSource, given: DownloadOptions) =>
        (await import('./later.ts')).download(this, { ...options, ...settings, ...sending }, source, given),
    })
    Object.defineProperty(this, 'rateLimit', { get: () => pacer.rateLimit, enumerable: true })
  }
}

/** What watches the time of a whole call is loaded only where that has a limit. */
const withTotalTimeout =
  (next: Transport): Transport =>
  (request, context) =>
    context.totalTimeout === Number.POSITIVE_INFINITY
      ? next(request, context)
      : import('./later.ts').then(({ withinTotal }) => withinTotal(next, request, context))
