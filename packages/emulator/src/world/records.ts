import type { RepositoryPrivilegeRequest } from '../generated/v1.ts'
import type { Account, Member } from './account.ts'
import type { Content, LicenseOverride, Scanning, Sync, Violation } from './package.ts'
import type { PackageHistory, PackageIndex } from './package-lists.ts'
import type { Parted } from './parted.ts'
import type { RepositorySettings } from './repository.ts'

// A workspace holds repositories, these hold packages, and each knows what holds it: so they stand together. What single areas keep of
// them are parts.

/** A workspace (the API says organisation, namespace or owner). */
export interface WorkspaceRecord extends Parted {
  readonly slug: string
  readonly slugPerm: string
  readonly name: string
  readonly createdAt: number
  readonly members: Map<Account, Member>
  /** By slug. */
  readonly repositories: Map<string, RepositoryRecord>
}

/** A repository: its settings, and what is in it. */
export interface RepositoryRecord extends Parted {
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
}

/** A package of a repository: what is kept of it. The view of the API is made when it is asked for. */
export interface PackageRecord extends Parted {
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
  downloads: number
  lastDownloadedAt: number | null
}
