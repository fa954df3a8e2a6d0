import type { Call, CallOptions } from '../call.ts'
import type { UpstreamFormat, UpstreamTypes } from '../generated/formats.ts'
import type { ReposUpstreamsMethods } from '../generated/v1-methods.ts'
import type { UpstreamList, UpstreamListParams } from './upstream-list.ts'

/** Identifies an upstream. */
export interface UpstreamParams<Format extends UpstreamFormat> {
  /** Format of the upstream. */
  format: Format
  /** Slug of the workspace. */
  owner: string
  /** Slug of the repository. */
  repo: string
  /** `slug_perm` of the upstream. */
  slug_perm: string
}

/** Operations on upstreams, by format, and helpers that take the format as a parameter. */
export interface ReposUpstreamsHelpers extends ReposUpstreamsMethods {
  /**
   * Lists the upstreams of all formats, sorted by the name of the format. Sends a request for each format, because the service cannot list all.
   *
   * @example
   * for await (const { format, name } of cloudsmith.repos.upstreams.list({ owner: 'acme', repo: 'development' })) console.log(format, name)
   * @throws {ApiError} if the service refuses the request, with a subclass for each type of failure
   * @see docs/service.md#upstreams
   */
  list(params: UpstreamListParams, options?: CallOptions): UpstreamList
  /**
   * Adds an upstream. Which fields it has depends on `format`.
   *
   * @throws {InvalidRequestError} this format does not support upstreams
   * @throws {ServerError} the repository already has an upstream with that URL
   * @see docs/service.md#upstreams
   */
  create<Format extends UpstreamFormat>(
    params: { format: Format } & UpstreamTypes[Format]['create'],
    options?: CallOptions,
  ): Call<UpstreamTypes[Format]['read']>
  /** Reads an upstream. @throws {InvalidRequestError} this format does not support upstreams */
  read<Format extends UpstreamFormat>(params: UpstreamParams<Format>, options?: CallOptions): Call<UpstreamTypes[Format]['read']>
  /** Changes some settings of an upstream. @throws {InvalidRequestError} this format does not support upstreams */
  update<Format extends UpstreamFormat>(
    params: { format: Format } & UpstreamTypes[Format]['update'],
    options?: CallOptions,
  ): Call<UpstreamTypes[Format]['read']>
  /** Removes an upstream. Packages cached from it are kept. @throws {InvalidRequestError} this format does not support upstreams */
  delete(params: UpstreamParams<UpstreamFormat>, options?: CallOptions): Call<void>
}
