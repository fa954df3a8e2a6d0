import { createInvoke } from './api/invoke.ts'
import { createLazyRawClient, type RawClient } from './api/lazy-raw.ts'
import { buildMethods } from './api/methods.ts'

import { table } from './generated/table.ts'
import type { PackageDetail, paths as PathsV1 } from './generated/v1.ts'
import type { CloudsmithV1 } from './generated/v1-methods.ts'
import type { paths as PathsV2 } from './generated/v2.ts'
import type { CloudsmithV2 } from './generated/v2-methods.ts'
import { type CloudsmithOptions, resolveOptions } from './options.ts'
import { withCredentials } from './transport/credentials.ts'
import { attemptWith, type FetchLike } from './transport/deadline.ts'
import { createPacer } from './transport/pace.ts'
import type { RateLimit } from './transport/rate-limit.ts'
import { withRedirectGuard } from './transport/redirects.ts'
import { withRetry } from './transport/retry.ts'
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
    const authenticate = (origin: string) => withCredentials(settings.fetch, options, origin)
    const layersOver = (attempt: Transport) => withRetry(withRedirectGuard(attempt), { ...settings, random: Math.random })
    const pacer = createPacer(attemptWith(authenticate(settings.origin)), settings)
    const transport = layersOver(pacer.transport)
    const sending = { ...settings, authenticate, transportOver: (fetch: FetchLike) => layersOver(attemptWith(fetch)) }
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
      push: async (params: PushParams) => (await import('./upload/push.ts')).push(this, sending, params),
    })
    Object.defineProperty(this, 'rateLimit', { get: () => pacer.rateLimit, enumerable: true })
  }
}
