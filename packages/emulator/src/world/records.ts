import type { RepositoryPrivilegeRequest } from '../generated/v1.ts'
import { type Account, accounts, type Member } from './account.ts'
import { contents, licenseOverride, scanning, sync, violation } from './package.ts'
import type { PackageHistory, PackageIndex } from './package-lists.ts'
import type { Parted } from './parted.ts'
import { type RepositorySettings, repositoryDefaults } from './repository-defaults.ts'
import { changing, count, flag, list, moment, nullable, optional, type Recorded, settings, text, words } from './shapes/index.ts'

// Workspaces, repositories and packages refer to each other, so they are in one file. Data of single areas is attached as parts.

/** A workspace. The API also calls it organisation, namespace or owner. */
export interface WorkspaceRecord extends Parted {
  readonly slug: string
  readonly slugPerm: string
  readonly name: string
  readonly createdAt: number
  readonly members: Map<Account, Member>
  /** By slug. */
  readonly repositories: Map<string, RepositoryRecord>
}

/** The stored fields of a repository. */
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

/** A repository: its settings and packages. */
export interface RepositoryRecord extends Recorded<typeof repositoryFields>, Parted {
  readonly slugPerm: string
  readonly workspace: WorkspaceRecord
  readonly packages: PackageIndex<PackageRecord>
  /** What lists show if they lag behind. */
  readonly history: PackageHistory<PackageRecord>
  privileges: RepositoryPrivilegeRequest[]
}

/** The stored fields of a package. */
export const packageFields = {
  content: changing(contents),
  uploader: changing(accounts),
  uploadedAt: changing(moment),
  /** Incremented for each package that arrives in a repository; orders packages that were uploaded at the same time. */
  arrival: changing(count),
  sync: changing(sync),
  scanning: changing(scanning),
  /** Tags that users have set. */
  tags: changing(list(text)),
  immutableTags: changing(list(text)),
  isQuarantined: changing(flag),
  isMalware: changing(flag),
  /** Whether a policy hides it from package managers; the API still shows it. */
  isHidden: changing(flag),
  isDeleting: changing(flag),
  /** Whether to replace another package of the same identity when this one synchronises. */
  republish: changing(flag),
  violations: changing(list(violation)),
  license: changing(optional(licenseOverride)),
  downloads: changing(count),
  lastDownloadedAt: changing(nullable(moment)),
}

/** A package in a repository, as it is stored. The API's view of it is created on request. */
export interface PackageRecord extends Recorded<typeof packageFields>, Parted {
  readonly slugPerm: string
  slug: string
  repository: RepositoryRecord
}
