import type { RepositoryPrivilegeRequest } from '../../generated/v1.ts'
import { type Account, type Member, privileges, roles } from '../account.ts'
import { latestRules } from '../latest-rules.ts'
import { historyIn } from '../package-history.ts'
import { createPackageIndex } from '../package-index.ts'
import type { PackageHistory, PackageIndex } from '../package-lists.ts'
import type { PackageRecord, RepositoryRecord, WorkspaceRecord } from '../records.ts'
import { repositoryDefaults } from '../repository-defaults.ts'
import { list, map, mapBy, record } from './collections.ts'
import { kind } from './kind.ts'
import { contents, licenseOverride, scanning, sync, violation } from './package-kinds.ts'
import { partsOf } from './parts-shape.ts'
import { count, flag, moment, nullable, optional, text, words } from './scalars.ts'
import { settings } from './settings.ts'
import type { Kind, Shape } from './shape.ts'

/** Users and services. */
export const accounts = kind<Account>('account', () => ({
  slug: text,
  slugPerm: text,
  kind: words('User', 'Service'),
  name: text,
  email: text,
  joinedAt: moment,
  keys: map(text, record<{ key: string; createdAt: number }>({ key: text, createdAt: moment })),
}))

const member = record<Member>({
  account: accounts,
  role: words(...roles),
  privilege: words(...privileges),
  joinedAt: moment,
  visibility: words('Public', 'Private'),
})

/** Workspaces. */
export const workspaces: Kind<WorkspaceRecord> = kind<WorkspaceRecord>('workspace', () => ({
  slug: text,
  slugPerm: text,
  name: text,
  createdAt: moment,
  members: mapBy(member, ({ account }) => account),
  repositories: mapBy(repositories, (repository) => repository.settings.slug),
  parts: partsOf('workspace'),
}))

const privilege = record<RepositoryPrivilegeRequest>({
  privilege: words('Admin', 'Write', 'Read'),
  team: optional(text),
  user: optional(text),
  service: optional(text),
})

/** Repositories, and what is in them. */
export const repositories: Kind<RepositoryRecord> = kind<RepositoryRecord>('repository', () => ({
  slugPerm: text,
  workspace: workspaces,
  createdAt: moment,
  storageRegion: text,
  settings: settings(
    'repos_create',
    { ...repositoryDefaults, name: '', slug: '' },
    { name: text, slug: text, repository_type_str: words('Public', 'Private', 'Open-Source') },
  ),
  isDeleting: flag,
  history,
  packages: packageIndex,
  privileges: list(privilege),
  parts: partsOf('repository'),
}))

/** What lists showed a moment ago is nothing to keep. */
const history: Shape<PackageHistory<PackageRecord>> = {
  form: 'nothing',
  write: () => undefined,
  read: (given, from) => (given === undefined ? historyIn(from.world) : from.refuse('is not kept')),
}

const packageIndex: Shape<PackageIndex<PackageRecord>> = {
  form: 'list of package',
  write: (index, to) => [...index.all()].map((pkg) => packages.write(pkg, to)),
  read(given, from) {
    const repository = from.home as RepositoryRecord
    const found = list(packages).read(given, from)
    let isRead = false
    // What is put back has been there all along.
    const note: RepositoryRecord['history']['note'] = (pkg, isThere) => isRead && repository.history.note(pkg, isThere)
    const index = createPackageIndex(
      latestRules(from.world, () => repository),
      note,
    )
    from.later(() => {
      if (found.some((pkg) => pkg.repository !== repository)) from.refuse('has a package of another repository')
      if (new Set(found).size !== found.length) from.refuse('has something twice')
      found.forEach(index.add)
      isRead = true
    })
    return index
  },
}

/** Packages: those that are there, and those that something else still tells of. */
export const packages: Kind<PackageRecord> = kind<PackageRecord>('package', () => ({
  slugPerm: text,
  slug: text,
  repository: repositories,
  content: contents,
  uploader: accounts,
  uploadedAt: moment,
  arrival: count,
  sync,
  scanning,
  tags: list(text),
  immutableTags: list(text),
  isQuarantined: flag,
  isMalware: flag,
  isHidden: flag,
  isDeleting: flag,
  republish: flag,
  violations: list(violation),
  license: optional(licenseOverride),
  downloads: count,
  lastDownloadedAt: nullable(moment),
  parts: partsOf('package'),
}))
