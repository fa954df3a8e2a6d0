import { checksumsOf } from '../world/package.ts'
import type { PackageRecord, RepositoryRecord } from '../world/records.ts'

/** Total size of a package's files in bytes. */
export function sizeOf({ content }: PackageRecord): number {
  return content.files.reduce((sum, file) => sum + (checksumsOf(file)?.size ?? 0), 0)
}

/** A cache, by the revision of the repository. */
const counted = new WeakMap<RepositoryRecord, { readonly revision: number; readonly size: number }>()

/** Total size of a repository's content in bytes. */
export function contentSizeOf(repository: RepositoryRecord): number {
  const { packages } = repository
  const known = counted.get(repository)
  if (known?.revision === packages.revision) return known.size
  let size = 0
  for (const pkg of packages.all()) size += sizeOf(pkg)
  counted.set(repository, { revision: packages.revision, size })
  return size
}
