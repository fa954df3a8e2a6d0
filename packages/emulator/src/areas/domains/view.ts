import { timestamp } from '../../core/time.ts'
import type { CustomDomain } from '../../generated/v1.ts'
import type { WorkspaceDomain } from '../../generated/v2.ts'
import { findRepository } from '../../world/find-repository.ts'
import type { WorkspaceRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { ownDomains } from './own-domains.ts'
import { type DomainRecord, domainsOf } from './records.ts'

/** A domain in the API's form: for downloads, active, and validated since its creation. The emulator has no numeric ids. */
export function domainView(
  workspace: WorkspaceRecord,
  { slugPerm, host, repository: slug, createdAt }: DomainRecord,
): CustomDomain {
  const repository = slug === undefined ? undefined : findRepository(workspace, slug)
  return {
    slug_perm: slugPerm,
    host,
    domain_type: 0,
    backend_kind: null,
    namespace: 1,
    repository: repository ? { name: repository.settings.name, slug: repository.settings.slug } : null,
    repository_only: repository !== undefined,
    primary: domainsOf(workspace)[0]?.slugPerm === slugPerm,
    enabled: true,
    validated: true,
    validated_at: timestamp(createdAt),
    dns_alias_value: null,
    dns_cert_name: null,
    dns_cert_value: null,
    redirect_root: false,
    redirect_root_url: null,
    created_at: timestamp(createdAt),
    created_by: null,
  }
}

/** The domains that serve a workspace: first those of a repository, then the workspace's own, then those that serve everybody. */
export function servingDomains({ origins }: World, workspace: WorkspaceRecord): WorkspaceDomain[] {
  const views = domainsOf(workspace).map(
    ({ host, repository = null }): WorkspaceDomain => ({
      domain_name: host,
      domain_type: 'DOWNLOAD',
      domain_scope: repository === null ? 'WORKSPACE' : 'REPOSITORY',
      repository,
    }),
  )
  const bound = (view: WorkspaceDomain) => view.domain_scope === 'REPOSITORY'
  const global = ownDomains(origins).map(
    ({ host, type }): WorkspaceDomain => ({
      domain_name: host,
      domain_type: type,
      domain_scope: 'GLOBAL',
      repository: null,
    }),
  )
  return [...views.filter(bound), ...views.filter((view) => !bound(view)), ...global]
}
