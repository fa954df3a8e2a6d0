import { connectionsOf } from '../../areas/connected/records.ts'
import { defaultTokenOf, entitlementDefaults, entitlementsOf } from '../../areas/entitlements/records.ts'
import { retentionOf } from '../../areas/retention/records.ts'
import { defaultsOf } from '../../areas/upstreams/defaults.ts'
import { upstreamsOf } from '../../areas/upstreams/records.ts'
import { webhookDefaults, webhooksOf } from '../../areas/webhooks/records.ts'
import { upstreamFormats } from '../../catalogue/upstreams.ts'
import type { RepositoryPrivilegeRequest } from '../../generated/v1.ts'
import { createRepository } from '../../world/create-repository.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import { repositoryDefaults } from '../../world/repository-defaults.ts'
import type { MirroredRepository } from '../document.ts'
import type { ResourceRow } from '../rows.ts'
import { type Fill, momentOf } from './fill.ts'
import { readerOf } from './people.ts'
import { settingsFrom } from './settings.ts'

const types = ['Private', 'Public', 'Open-Source'] as const

/** Creates a repository with its settings. */
export function makeRepository(fill: Fill, { slug_perm, created_at, settings: told }: MirroredRepository): RepositoryRecord {
  const { world, workspace } = fill
  const where = `${workspace.slug}/${told.slug}`
  const { slug, name, repository_type_str: type, storage_region: region, ...others } = told
  const about = { what: 'repository settings', where, operation: 'repos_create' } as const
  const { repository_type_str: _type, ...defaults } = repositoryDefaults
  const settings = settingsFrom(fill, about, defaults, others)
  const repository = createRepository(world, workspace, {
    ...settings,
    name,
    slug,
    repository_type_str: (types.find((known) => known === type) ?? 'Private') as 'Private',
    ...(typeof region === 'string' && { storage_region: region }),
  })
  // Nothing refers to it by its identifier yet.
  return Object.assign(repository, { slugPerm: slug_perm, createdAt: momentOf(fill, created_at) })
}

/** Adds everything but the packages to a repository. */
export function fillRepository(fill: Fill, repository: RepositoryRecord, told: MirroredRepository): void {
  const where = `${fill.workspace.slug}/${told.settings.slug}`
  if (told.retention) {
    const about = { what: 'retention', where, operation: 'repo_retention_partial_update' } as const
    const retention = retentionOf(repository)
    retention.rules = settingsFrom(fill, about, retention.rules, told.retention)
  }
  fillPrivileges(fill, repository, told, where)
  for (const row of told.upstreams ?? []) {
    const info = upstreamFormats[row.format]
    if (info === undefined) continue
    const about = { what: 'upstreams', where, operation: `repos_upstream_${row.format}_create` } as const
    const settings = settingsFrom(fill, about, defaultsOf(info), row.settings)
    const { slugPerm, createdAt, updatedAt } = commonOf(fill, row)
    upstreamsOf(repository).add({ slugPerm, createdAt, updatedAt, format: row.format, settings })
  }
  for (const row of told.connections ?? []) {
    const target = fill.repositoryOf(row.target_repository)
    if (target === undefined)
      fill.lack('connected repositories', where, `${row.target_repository} was not mirrored`, 'not requested')
    else {
      connectionsOf(repository).add({
        slugPerm: row.slug_perm,
        target,
        priority: row.priority,
        isActive: row.is_active,
        isCircular: !row.is_active && /circular/.test(row.disable_reason ?? ''),
        createdAt: momentOf(fill, row.created_at),
      })
    }
  }
  fillWebhooks(fill, repository, told, where)
  if (told.entitlements) fillEntitlements(fill, repository, told.entitlements, where)
}

function fillPrivileges(fill: Fill, repository: RepositoryRecord, { privileges }: MirroredRepository, where: string): void {
  const levels = ['Admin', 'Write', 'Read'] as const
  for (const { privilege, user, team, service } of privileges ?? []) {
    const level = levels.find((known) => known === privilege)
    const whom = user ? { user } : team ? { team } : service ? { service } : undefined
    if (level && whom) repository.privileges.push({ privilege: level, ...whom } satisfies RepositoryPrivilegeRequest)
  }
  const reader = fill.accountOf(readerOf(fill.document))
  const role = fill.workspace.members.get(reader)?.role
  if (privileges !== undefined || role === 'Owner' || role === 'Manager') return
  const whom = reader.kind === 'User' ? { user: reader.slug } : { service: reader.slug }
  repository.privileges.push({ privilege: 'Write', ...whom })
  fill.lack('privileges', where, `the privilege of ${reader.slug}: in the mirror it may write`, 'not available')
}

/** All are disabled: nothing that happens here concerns anyone outside. */
function fillWebhooks(fill: Fill, repository: RepositoryRecord, { webhooks = [] }: MirroredRepository, where: string): void {
  const kept = webhooksOf(repository)
  for (const row of webhooks) {
    const about = { what: 'webhooks', where, operation: 'webhooks_create' } as const
    const settings = { ...settingsFrom(fill, about, webhookDefaults, row.settings), is_active: false }
    const state = { identifier: row.identifier, settings, lastStatus: undefined, sent: row.num_sent, isDisabled: false }
    kept.store.add({ ...commonOf(fill, row), ...state })
    kept.next = Math.max(kept.next, row.identifier + 1)
  }
}

function fillEntitlements(
  fill: Fill,
  repository: RepositoryRecord,
  told: NonNullable<MirroredRepository['entitlements']>,
  where: string,
): void {
  const entitlements = entitlementsOf(repository)
  // Removes the default token of every private repository.
  for (const { slugPerm } of entitlements.all()) entitlements.remove(slugPerm)
  for (const row of told) {
    const { token, ...others } = row.settings
    const about = { what: 'entitlements', where, operation: 'entitlements_create' } as const
    const settings = settingsFrom(fill, about, { ...entitlementDefaults, token: String(token) }, others)
    const use = { downloads: row.downloads, bandwidth: 0, clients: new Set<string>() }
    entitlements.add({ ...commonOf(fill, row), settings, ...use, seesPrivateBroadcasts: row.access_private_broadcasts })
    if (row.default) defaultTokenOf(repository).slugPerm = row.slug_perm
  }
}

const commonOf = (fill: Fill, { slug_perm, created_at, updated_at, created_by, updated_by }: ResourceRow) => ({
  slugPerm: slug_perm,
  createdAt: momentOf(fill, created_at),
  createdBy: fill.accountOf(created_by),
  updatedAt: momentOf(fill, updated_at ?? created_at),
  updatedBy: fill.accountOf(updated_by ?? created_by),
})
