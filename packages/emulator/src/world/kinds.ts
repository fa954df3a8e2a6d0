import type { RepositoryPrivilegeRequest } from '../generated/v1.ts'
import { members } from './account.ts'
import { latestRules } from './latest-rules.ts'
import { historyIn } from './package-history.ts'
import { createPackageIndex } from './package-index.ts'
import type { PackageIndex } from './package-lists.ts'
import { type PackageRecord, packageFields, type RepositoryRecord, repositoryFields, type WorkspaceRecord } from './records.ts'
import {
  anew,
  type Kind,
  kind,
  list,
  mapBy,
  moment,
  optional,
  partsOf,
  recordOf,
  type Shape,
  text,
  words,
} from './shapes/index.ts'

/** Workspaces. */
export const workspaces: Kind<WorkspaceRecord> = kind('workspace', () =>
  recordOf<WorkspaceRecord>({
    slug: text,
    slugPerm: text,
    name: text,
    createdAt: moment,
    members: mapBy(members, ({ account }) => account),
    repositories: mapBy(repositories, (repository) => repository.settings.slug),
    parts: partsOf('workspace'),
  }),
)

const privilege = recordOf<RepositoryPrivilegeRequest>({
  privilege: words('Admin', 'Write', 'Read'),
  team: optional(text),
  user: optional(text),
  service: optional(text),
})

/** Repositories with their content. */
export const repositories: Kind<RepositoryRecord> = kind('repository', () =>
  recordOf<RepositoryRecord>({
    slugPerm: text,
    workspace: workspaces,
    ...repositoryFields,
    // The recent past, for lists that lag behind, is not stored.
    history: anew(({ world }) => historyIn(world)),
    packages: packageIndex,
    privileges: list(privilege),
    parts: partsOf('repository'),
  }),
)

const packageIndex: Shape<PackageIndex<PackageRecord>> = {
  form: 'list of package',
  write: (index, to) => [...index.all()].map((pkg) => packages.write(pkg, to)),
  read(given, from) {
    const repository = from.home as RepositoryRecord
    const found = list(packages).read(given, from)
    let isRead = false
    // Restored packages have always been there.
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

/** Packages: those in repositories, and deleted ones that something still refers to. */
export const packages: Kind<PackageRecord> = kind('package', () =>
  recordOf<PackageRecord>({ slugPerm: text, slug: text, repository: repositories, ...packageFields, parts: partsOf('package') }),
)
