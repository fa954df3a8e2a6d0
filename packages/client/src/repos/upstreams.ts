import type { Call, CallOptions } from '../call.ts'
import type { UpstreamFormat, UpstreamTypes } from '../generated/formats.ts'
import type { ReposUpstreamsMethods } from '../generated/v1-methods.ts'
import type { UpstreamList, UpstreamListParams } from './upstream-list.ts'

/** Where an upstream is. */
export interface UpstreamParams<Format extends UpstreamFormat> {
  format: Format
  /** Slug of the workspace. */
  owner: string
  /** Slug of the repository. */
  repo: string
  /** `slug_perm` of the upstream. */
  slug_perm: string
}

/** Operations on upstreams of one format each, and of whichever format a parameter says. */
export interface ReposUpstreamsHelpers extends ReposUpstreamsMethods {
  /**
   * Lists the upstreams of all formats, in the order of the formats' names. Asks once for each format, because the service has no list of all.
   *
   * @example
   * for await (const { format, name } of cloudsmith.repos.upstreams.list({ owner: 'acme', repo: 'development' })) console.log(format, name)
   * @throws {ApiError} if the service refuses the request, with a subclass for each type of failure
   * @see docs/service.md#upstreams
   */
  list(params: UpstreamListParams, options?: CallOptions): UpstreamList
  /**
   * Adds an upstream. Its `format` says which fields there are.
   *
   * @throws {InvalidRequestError} no repository has upstreams of that format
   * @throws {ServerError} the repository has one of that address already
   * @see docs/service.md#upstreams
   */
  create<Format extends UpstreamFormat>(
    params: { format: Format } & UpstreamTypes[Format]['create'],
    options?: CallOptions,
  ): Call<UpstreamTypes[Format]['read']>
  /** Reads an upstream. @throws {InvalidRequestError} no repository has upstreams of that format */
  read<Format extends UpstreamFormat>(params: UpstreamParams<Format>, options?: CallOptions): Call<UpstreamTypes[Format]['read']>
  /** Changes some settings of an upstream. @throws {InvalidRequestError} no repository has upstreams of that format */
  update<Format extends UpstreamFormat>(
    params: { format: Format } & UpstreamTypes[Format]['update'],
    options?: CallOptions,
  ): Call<UpstreamTypes[Format]['read']>
  /** Removes an upstream. What was cached from it stays. @throws {InvalidRequestError} no repository has upstreams of that format */
  delete(params: UpstreamParams<UpstreamFormat>, options?: CallOptions): Call<void>
}
