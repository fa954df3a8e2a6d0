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

/** A client for the Cloudsmith API: every operation of version 1 as a method, those of version 2 under `v2`, and a raw client for each. */
export interface Cloudsmith extends CloudsmithV1 {
  /** Operations on repositories, and helpers such as `ensure` that combine several of them. */
  readonly repos: ReposHelpers
  /** The raw openapi-fetch client for version 1: typed paths, and `{ data, error, response }` instead of exceptions. */
  readonly v1: RawClient<PathsV1>
  /** Every operation of version 2 as a method, and its raw openapi-fetch client. */
  readonly v2: CloudsmithV2 & RawClient<PathsV2>
  /** The rate limit that the service last reported, which all calls of this client share. Undefined before the first response. */
  readonly rateLimit: RateLimit | undefined
  /** The clock that the client uses, as does everything that waits with it. */
  readonly clock: Clock
  /**
   * Pushes a package: validates its fields, uploads its files, creates it and waits until it is synchronised.
   *
   * A request whose response is lost is retried if repeating it is safe; otherwise the repository is checked to see whether it took effect. A
   * failed synchronisation is retried if that may help; if it fails for good, the package entry that this push created is deleted. Files of
   * 100 MiB or more are sent as a multipart upload, which is aborted on the service if the push fails before the upload is complete.
   *
   * @throws {InvalidRequestError} a file or its name is missing or invalid, or an option has an invalid value
   * @throws {ValidationError} the service does not accept a field; nothing was uploaded
   * @throws {AlreadyExistsError} with `ifExists: 'skip'`, the package already exists with different bytes
   * @throws {SyncFailedError} the service could not synchronise the package; `failure` says why
   * @throws {WaitTimeoutError} synchronisation took longer than `timeout`
   */
  push<Format extends UploadFormat>(params: PushParams<Format>): Promise<PackageDetail>
  /**
   * Downloads a file of a package and verifies its SHA-256 as it is read. The credential is only sent to the host of `baseUrl`, to
   * `trustedHosts`, and to Cloudsmith's own hosts if `baseUrl` is one of them, even if the download is redirected. To save a file to disk, use
   * `downloadTo` of `@cloudsmith-sdk/client/node`.
   *
   * @param source a package as returned by the API, or its location: `{ owner, repo, identifier }`
   * @throws {QuarantinedError} the package is in quarantine
   * @throws {ChecksumMismatchError} while reading: the bytes do not match the checksum that the service has
   * @throws {InvalidRequestError} the package has no file to download (a Docker image, for example), or none with this `filename`
   */
  download(source: DownloadSource, options?: DownloadOptions): Promise<Download>
  /**
   * Returns a client with different limits over the same connection. It shares the rate limit and the queue for it, the credential and its
   * renewal, the retry quota, hooks, `fetch` and clock with this client. Limits that are left out keep their values.
   *
   * @example const patient = cloudsmith.withOptions({ deadline: Date.now() + 3_600_000, reserve: 0.25 })
   * @throws {InvalidRequestError} a limit has an invalid value
   */
  withOptions(limits: ClientLimits): Cloudsmith
}

// The members of an instance come from the table of operations: the interface above declares them.
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: assemble assigns everything that the interface declares
export class Cloudsmith {
  /**
   * Creates a client. Nothing is sent before the first call.
   *
   * @throws {InvalidRequestError} an option has an invalid value
   */
  constructor(options: CloudsmithOptions = {}) {
    assemble(this, connect(options))
  }
}

/** Adds the methods to a client. */
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

/** Runs work whose code is loaded when first needed. The stacks of its errors include the caller. */
function lazily<T>(work: (loaded: Awaited<ReturnType<typeof later>>) => Promise<T>): Promise<T> {
  const here = new Error()
  return later().then((loaded) => loaded.withCaller(here, work(loaded)))
}
