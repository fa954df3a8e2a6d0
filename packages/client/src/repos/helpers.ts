import { type CallOptions, toCall } from '../call.ts'
import type { CloudsmithV1, ReposMethods, ReposPrivilegesMethods } from '../generated/v1-methods.ts'
import type { Clock } from '../transport/transport.ts'
import type { EnsuredRepository, EnsureRepositoryParams } from './ensure.ts'
import type { GrantedPrivileges, GrantPrivilegesParams } from './grant.ts'
import type { UpstreamCallParams, UpstreamMethod } from './upstream-call.ts'
import type { UpstreamListParams } from './upstream-list.ts'
import type { ReposUpstreamsHelpers } from './upstreams.ts'

/** Operations on repositories, and what is made of several of them. */
export interface ReposHelpers extends ReposMethods {
  readonly privileges: ReposPrivilegesHelpers
  readonly upstreams: ReposUpstreamsHelpers
  /**
   * Sees to it that there is a repository with these settings: creates it where it is missing, changes what differs, and sends nothing but a
   * read where all is as it should be. What is not said stays as it is. Two callers at once end with the one repository.
   *
   * A new repository is called by its slug unless `name` says otherwise, and is public unless `repository_type_str` does.
   *
   * @example
   * const { action } = await cloudsmith.repos.ensure({ owner: 'acme', slug: 'production', repository_type_str: 'Private' })
   * @throws {InvalidRequestError} it is there with another `content_kind` or `storage_region`, which no setting changes
   * @throws {ValidationError} a setting is not accepted, or a deleted repository keeps the slug reserved
   * @see docs/service.md#repositories
   */
  ensure(params: EnsureRepositoryParams, options?: CallOptions): Promise<EnsuredRepository>
}

/** Operations on the privileges of a repository, and what is made of several of them. */
export interface ReposPrivilegesHelpers extends ReposPrivilegesMethods {
  /**
   * Gives privileges, or changes them, and leaves those of others as they are or revokes them. Never locks the caller out: where a change could
   * take the caller's own Admin away, it is given explicitly along with it.
   *
   * @example
   * await cloudsmith.repos.privileges.grant({ owner: 'acme', repo: 'production', privileges: [{ team: 'ci', privilege: 'Write' }] })
   * @throws {InvalidRequestError} the caller would have less than Admin afterwards, or somebody is named twice
   * @throws {PermissionError} the caller is no Admin of the repository
   * @see docs/service.md#privileges
   */
  grant(params: GrantPrivilegesParams, options?: CallOptions): Promise<GrantedPrivileges>
}

/** Adds the helpers to the operations that they are made of. What they do is loaded when the first is called. */
export function addReposHelpers({ repos, user }: CloudsmithV1, { clock }: { readonly clock: Clock }): void {
  const { privileges, upstreams } = repos
  const formats = { ...upstreams }
  const later = () => import('../later.ts')
  const ofFormat = (method: UpstreamMethod) => (params: UpstreamCallParams, options?: CallOptions) =>
    toCall(later().then(({ callUpstream }) => callUpstream(formats, method, params, options)))
  Object.assign(repos, {
    ensure: async (params: EnsureRepositoryParams, options?: CallOptions) =>
      (await later()).ensureRepository(repos, clock, params, options),
  })
  Object.assign(privileges, {
    grant: async (params: GrantPrivilegesParams, options?: CallOptions) =>
      (await later()).grantPrivileges(privileges, user, params, options),
  })
  Object.assign(upstreams, {
    list(params: UpstreamListParams, options?: CallOptions) {
      const rows = async () => (await later()).listUpstreams(formats, params, options)
      return {
        toArray: async () => (await rows()).toArray(),
        async *[Symbol.asyncIterator]() {
          yield* await rows()
        },
      }
    },
    create: ofFormat('create'),
    read: ofFormat('read'),
    update: ofFormat('update'),
    delete: ofFormat('delete'),
  })
}
