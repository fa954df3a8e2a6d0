import type { RepositoryPrivilege, RepositoryRequest, RetentionRules } from '../generated/v1.ts'
import type { ConnectionRecord } from './connection.ts'
import type { EntitlementRecord } from './entitlement.ts'
import type { GeoIpRecord } from './geoip.ts'
import type { PackageHistory } from './package-history.ts'
import type { PackageIndex } from './package-index.ts'
import type { SigningKey, SigningKeyKind } from './signing-key.ts'
import type { Store } from './store.ts'
import type { UpstreamRecord } from './upstream.ts'
import type { WebhookRecord } from './webhook.ts'
import type { WorkspaceRecord } from './workspace.ts'

/** The settings of a repository, all of them. Its region is apart, as it cannot be changed. */
export type RepositorySettings = Required<Omit<RepositoryRequest, 'storage_region'>>

/** A repository: its settings, and what is in it. */
export interface RepositoryRecord {
  readonly slugPerm: string
  readonly workspace: WorkspaceRecord
  readonly createdAt: number
  storageRegion: string
  settings: RepositorySettings
  isDeleting: boolean
  readonly packages: PackageIndex
  /** What lists show where they lag behind. */
  readonly history: PackageHistory
  privileges: RepositoryPrivilege[]
  retention: RetentionRules
  readonly webhooks: Store<WebhookRecord>
  /** Repositories whose packages this one shows as well. */
  readonly connections: Store<ConnectionRecord>
  readonly entitlements: Store<EntitlementRecord>
  /** `slug_perm` of the entitlement that it was given by itself, which may be gone by now; none until it is private. */
  defaultToken: string | undefined
  readonly geoip: GeoIpRecord
  /** The key that it signs with, for each kind that somebody has asked for. */
  readonly signingKeys: Map<SigningKeyKind, SigningKey>
  /** All formats together. */
  readonly upstreams: Store<UpstreamRecord>
  /** The number that the next webhook gets. */
  nextWebhook: number
}
