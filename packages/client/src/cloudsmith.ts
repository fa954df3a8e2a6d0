import { createInvoke } from './api/invoke.ts'
import { createLazyRawClient, type RawClient } from './api/lazy-raw.ts'
import { buildMethods } from './api/methods.ts'
import { type Connection, connect } from './connection.ts'
import type { Download, DownloadOptions, DownloadSource } from './download/download.ts'
import { table } from './generated/table.ts'
import type { PackageDetail, paths as PathsV1 } from './generated/v1.ts'
import type { CloudsmithV1 } from './generated/v1-methods.ts'
import type { paths as PathsV2 } from './generated/v2.ts'
import type { CloudsmithV2 } from './generated/v2-methods.ts'
import { type ClientLimits, resolveLimits } from './limits.ts'
import { later } from './load-later.ts'
import type { CloudsmithOptions } from './options.ts'
import { addReposHelpers, type ReposHelpers } from './repos/helpers.ts'
import type { RateLimit } from './transport/rate-limit.ts'
import type { Clock } from './transport/transport.ts'
import type { UploadFormat } from './upload/formats.ts'
import type { PushParams } from './upload/params.ts'

/** A client of Cloudsmith: every operation of version 1 as a method, version 2 below `v2`, and the raw clients beside them. */
export interface Cloudsmith extends CloudsmithV1 {
  readonly repos: ReposHelpers
  /** The raw openapi-fetch client of version 1: typed paths, and `{ data, error, response }` instead of exceptions. */
  readonly v1: RawClient<PathsV1>
  /** Every operation of version 2 as a method, and its raw openapi-fetch client. */
  readonly v2: CloudsmithV2 & RawClient<PathsV2>
  /** What the service last said of the allowance that all calls of this client share. Undefined before the first answer. */
  readonly rateLimit: RateLimit | undefined
  /** The time that the client goes by, and whatever waits with it. */
  readonly clock: Clock
  /**
   * Pushes a package: checks its fields, uploads its files, creates it and waits until it is synchronised.
   *
   * What is lost on the way is sent again where that has no other effect; else the service is asked what has come of it. Where the
   * synchronisation fails and trying again may help, it is tried again; where it fails for good, the entry that this push made is
   * deleted. A file of 100 MiB or more is sent in parts, and thrown away at the service where the push is given up.
   *
   * @throws {InvalidRequestError} something is missing, is no file, or named as nothing can be
   * @throws {ValidationError} the service does not accept a field; nothing was uploaded
   * @throws {AlreadyExistsError} with `ifExists: 'skip'`: it is there with other bytes
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
  /**
   * A client with other limits over the same connection: it shares what is known of the rate limit and the wait for it, credentials and
   * their renewal, the budget of retries, hooks, `fetch` and clock. What is left out stays as it is here.
   *
   * @example const patient = cloudsmith.withOptions({ deadline: Date.now() + 3_600_000, reserve: 0.25 })
   * @throws {InvalidRequestError} a limit has a value that cannot be
   */
  withOptions(limits: ClientLimits): Cloudsmith
}

// A class whose instances have members that only the table of operations knows: the interface above says which.
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: assemble assigns everything that the interface declares
export class Cloudsmith {
  /**
   * Makes a client. Nothing is sent before the first call.
   *
   * @throws {InvalidRequestError} an option has a value that cannot be
   */
  constructor(options: CloudsmithOptions = {}) {
    assemble(this, connect(options))
  }
}

/** Gives a client its methods. */
function assemble(client: Cloudsmith, connection: Connection): Cloudsmith {
  const { baseUrl, clock, pacer } = connection
  const v1 = createLazyRawClient<PathsV1>(connection)
  const v2 = createLazyRawClient<PathsV2>({ ...connection, baseUrl: `${baseUrl}/v2` })
  const invoke = createInvoke(connection)
  Object.assign(client, buildMethods(table.v1, invoke), {
    clock,
    v1,
    v2: { ...v2, ...buildMethods(table.v2, invoke) },
    push: (params: PushParams) => lazily(({ push }) => push(client, connection, params)),
    download: (source: DownloadSource, options: DownloadOptions) =>
      lazily(({ download }) => download(client, connection, source, options)),
    withOptions: (limits: ClientLimits) =>
      assemble(Object.create(Object.getPrototypeOf(client)), { ...connection, limits: resolveLimits(limits, connection.limits) }),
  })
  addReposHelpers(client, connection)
  Object.defineProperty(client, 'rateLimit', { get: () => pacer.rateLimit, enumerable: true })
  return client
}

/** Does work that is loaded when first needed. Its errors tell who asked for it. */
function lazily<T>(work: (loaded: Awaited<ReturnType<typeof later>>) => Promise<T>): Promise<T> {
  const here = new Error()
  return later().then((loaded) => loaded.withCaller(here, work(loaded)))
}
