import type { ApiKeyRuleRecord } from '../areas/api-keys/rules.ts'
import type { EpmPolicyRecord } from '../areas/enterprise-policies/records.ts'
import type { EntitlementRecord } from '../areas/entitlements/records.ts'
import type { GeoIpRecord } from '../areas/geoip/records.ts'
import type { MetadataRecord } from '../areas/metadata/records.ts'
import type { InviteRecord, ProviderRecord, SamlRecord, ServiceRecord, TeamRecord, UsageLimits } from '../areas/people/records.ts'
import type {
  DenyPolicyRecord,
  EvaluationRecord,
  LicensePolicyRecord,
  VulnerabilityPolicyRecord,
} from '../areas/policies/records.ts'
import type { SigningKey, SigningKeyKind } from '../areas/signing-keys/records.ts'
import type { UpstreamRecord } from '../areas/upstreams/records.ts'
import type { WebhookRecord } from '../areas/webhooks/records.ts'
import type { Store } from '../core/store.ts'
import type {
  LicensePolicyViolation,
  RepositoryPrivilegeRequest,
  RetentionRules,
  VulnerabilityPolicyViolation,
  WorkspaceAuditEvent,
} from '../generated/v1.ts'
import type { PolicyDecisionLog } from '../generated/v2.ts'
import type { Account, Member } from './account.ts'
import type { Content, LicenseOverride, Scanning, Sync, Violation } from './package.ts'
import type { PackageHistory, PackageIndex } from './package-lists.ts'
import type { RepositorySettings } from './repository.ts'
import type { DomainRecord, ViolationLog } from './workspace.ts'

// A workspace holds repositories, these hold packages, and each knows what holds it: so they stand together.

/** A workspace (the API says organisation, namespace or owner). */
export interface WorkspaceRecord {
  readonly slug: string
  readonly slugPerm: string
  readonly name: string
  readonly createdAt: number
  readonly members: Map<Account, Member>
  readonly teams: Store<TeamRecord>
  readonly invites: Store<InviteRecord>
  readonly services: Store<ServiceRecord>
  readonly providers: Store<ProviderRecord>
  readonly saml: SamlRecord
  readonly apiKeyRules: Store<ApiKeyRuleRecord>
  readonly domains: readonly DomainRecord[]
  usageLimits: UsageLimits
  /** Every download, the oldest first. */
  readonly traffic: Traffic[]
  /** What was changed, the oldest first. */
  readonly audit: AuditRecord[]
  /** By slug. */
  readonly repositories: Map<string, RepositoryRecord>
  readonly licensePolicies: Store<LicensePolicyRecord>
  readonly vulnerabilityPolicies: Store<VulnerabilityPolicyRecord>
  readonly denyPolicies: Store<DenyPolicyRecord>
  /** Enterprise policies. */
  readonly epmPolicies: Store<EpmPolicyRecord>
  /** What they decided, the oldest first. */
  readonly decisions: PolicyDecisionLog[]
  readonly evaluations: Store<EvaluationRecord>
  readonly licenseViolations: Store<ViolationLog<LicensePolicyViolation>>
  readonly vulnerabilityViolations: Store<ViolationLog<VulnerabilityPolicyViolation>>
}

/** A repository: its settings, and what is in it. */
export interface RepositoryRecord {
  readonly slugPerm: string
  readonly workspace: WorkspaceRecord
  readonly createdAt: number
  storageRegion: string
  settings: RepositorySettings
  isDeleting: boolean
  readonly packages: PackageIndex<PackageRecord>
  /** What lists show where they lag behind. */
  readonly history: PackageHistory<PackageRecord>
  privileges: RepositoryPrivilegeRequest[]
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

/** A package of a repository: what is kept of it. The view of the API is made when it is asked for. */
export interface PackageRecord {
  readonly slugPerm: string
  slug: string
  repository: RepositoryRecord
  readonly content: Content
  uploader: Account
  uploadedAt: number
  /** Grows with each package that comes into a repository, and decides the order of those that were uploaded at one time. */
  arrival: number
  sync: Sync
  scanning: Scanning
  /** Tags that users gave. */
  tags: readonly string[]
  immutableTags: readonly string[]
  isQuarantined: boolean
  isMalware: boolean
  /** A policy keeps it out of sight of package managers; the API still shows it. */
  isHidden: boolean
  isDeleting: boolean
  /** Replace another package of the same identity when this one synchronises. */
  republish: boolean
  violations: readonly Violation[]
  license: LicenseOverride | undefined
  /** What callers have attached to it. */
  readonly metadata: Store<MetadataRecord>
  downloads: number
  lastDownloadedAt: number | null
}

/** A repository whose packages another one shows as its own. */
export interface ConnectionRecord {
  readonly slugPerm: string
  target: RepositoryRecord
  priority: number
  isActive: boolean
  /** It would lead back to where it starts: it stays inactive. */
  isCircular: boolean
  readonly createdAt: number
}

/** A download. */
export interface Traffic {
  readonly at: number
  readonly repository: RepositoryRecord
  readonly pkg: PackageRecord
  /** The token that it came with, where it came with one. */
  readonly entitlement: EntitlementRecord | undefined
  readonly bytes: number
}

/** An event of the audit log; its view is made when it happens, as a log does not change. */
export interface AuditRecord {
  readonly repository: RepositoryRecord | undefined
  readonly entry: WorkspaceAuditEvent
}
