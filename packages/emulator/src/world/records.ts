import type { RepositoryPrivilegeRequest } from '../generated/v1.ts'
import { type Account, accounts, type Member } from './account.ts'
import { contents, licenseOverride, scanning, sync, violation } from './package.ts'
import type { PackageHistory, PackageIndex } from './package-lists.ts'
import type { Parted } from './parted.ts'
import { type RepositorySettings, repositoryDefaults } from './repository-defaults.ts'
import { changing, count, flag, list, moment, nullable, optional, type Recorded, settings, text, words } from './shapes/index.ts'

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

/** What a repository has by itself. */
export const repositoryFields = {
  createdAt: moment,
  storageRegion: changing(text),
  settings: changing(
    settings<RepositorySettings>(
      'repos_create',
      { ...repositoryDefaults, name: '', slug: '' },
      { name: text, slug: text, repository_type_str: words('Public', 'Private', 'Open-Source') },
    ),
  ),
  isDeleting: changing(flag),
}

/** A repository: its settings, and what is in it. */
export interface RepositoryRecord extends Recorded<typeof repositoryFields>, Parted {
  readonly slugPerm: string
  readonly workspace: WorkspaceRecord
  readonly packages: PackageIndex<PackageRecord>
  /** What lists show where they lag behind. */
  readonly history: PackageHistory<PackageRecord>
  privileges: RepositoryPrivilegeRequest[]
}

/** What a package has by itself. */
export const packageFields = {
  content: changing(contents),
  uploader: changing(accounts),
  uploadedAt: changing(moment),
  /** Grows with each package that comes into a repository, and decides the order of those that were uploaded at one time. */
  arrival: changing(count),
  sync: changing(sync),
  scanning: changing(scanning),
  /** Tags that users gave. */
  tags: changing(list(text)),
  immutableTags: changing(list(text)),
  isQuarantined: changing(flag),
  isMalware: changing(flag),
  /** A policy keeps it out of sight of package managers; the API still shows it. */
  isHidden: changing(flag),
  isDeleting: changing(flag),
  /** Replace another package of the same identity when this one synchronises. */
  republish: changing(flag),
  violations: changing(list(violation)),
  license: changing(optional(licenseOverride)),
  downloads: changing(count),
  lastDownloadedAt: changing(nullable(moment)),
}

/** A package of a repository: what is kept of it. The view of the API is made when it is asked for. */
export interface PackageRecord extends Recorded<typeof packageFields>, Parted {
  readonly slugPerm: string
  slug: string
  repository: RepositoryRecord
}
