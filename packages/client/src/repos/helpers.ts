import { type CallOptions, toCall } from '../call.ts'
import type { CloudsmithV1, ReposMethods, ReposPrivilegesMethods } from '../generated/v1-methods.ts'
import { later } from '../load-later.ts'
import type { Clock } from '../transport/transport.ts'
import type { EnsuredRepository, EnsureRepositoryParams } from './ensure.ts'
import type { GrantedPrivileges, GrantPrivilegesParams } from './grant.ts'
import type { UpstreamCallParams, UpstreamMethod } from './upstream-call.ts'
import type { UpstreamListParams } from './upstream-list.ts'
import type { ReposUpstreamsHelpers } from './upstreams.ts'

/** Operations on repositories, and helpers that combine several of them. */
export interface ReposHelpers extends ReposMethods {
  /** Who may do what in a repository. */
  readonly privileges: ReposPrivilegesHelpers
  /** Upstreams, from which a repository fetches packages that it does not have. */
  readonly upstreams: ReposUpstreamsHelpers
  /**
   * Ensures that a repository exists with these settings: creates it if it is missing, updates the settings that differ, and only reads it if
   * nothing needs to change. Settings that are left out are not changed. Safe to call concurrently: only one repository is created.
   *
   * A new repository is named after its slug unless `name` is given, and is public unless `repository_type_str` says otherwise.
   *
   * @example
   * const { action } = await cloudsmith.repos.ensure({ owner: 'acme', slug: 'production', repository_type_str: 'Private' })
   * @throws {InvalidRequestError} the repository has a different `content_kind` or `storage_region`, which cannot be changed
   * @throws {ValidationError} the service does not accept a setting, or the slug is still reserved by a deleted repository
   * @see docs/service.md#repositories
   */
  ensure(params: EnsureRepositoryParams, options?: CallOptions): Promise<EnsuredRepository>
}

/** Operations on the privileges of a repository, and a helper that combines several of them. */
export interface ReposPrivilegesHelpers extends ReposPrivilegesMethods {
  /**
   * Grants or changes privileges, and keeps or revokes those of everyone else. Never locks the caller out: if a change could take away the caller's
   * own Admin privilege, that is granted explicitly at the same time.
   *
   * @example
   * await cloudsmith.repos.privileges.grant({ owner: 'acme', repo: 'production', privileges: [{ team: 'ci', privilege: 'Write' }] })
   * @throws {InvalidRequestError} the caller would no longer be Admin, or two entries name the same team, user or service account
   * @throws {PermissionError} the caller is not an Admin of the repository
   * @see docs/service.md#privileges
   */
  grant(params: GrantPrivilegesParams, options?: CallOptions): Promise<GrantedPrivileges>
}

/** Adds the helpers to the operations of repositories. Their code is loaded when one of them is first called. */
export function addReposHelpers({ repos, user }: CloudsmithV1, { clock }: { readonly clock: Clock }): void {
  const { privileges, upstreams } = repos
  const formats = { ...upstreams }
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
