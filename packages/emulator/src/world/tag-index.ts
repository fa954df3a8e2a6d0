import { fileTagsOf } from './package.ts'
import type { PackageRecord } from './records.ts'

/** An index of packages by the tags of users and files: all except `latest`, which depends on other packages. */
export interface TagIndex {
  /** Updates the index with the current tags of a package. */
  update(pkg: PackageRecord): void
  remove(pkg: PackageRecord): void
  /** The packages with a matching tag, each once. */
  find(isWanted: (tag: string) => boolean): Iterable<PackageRecord>
}

const none: readonly string[] = []

/** Creates an empty index. Packages without tags take no memory in it. */
export function createTagIndex(): TagIndex {
  const packages = new Map<string, Set<PackageRecord>>()
  const tags = new Map<PackageRecord, readonly string[]>()

  function change(pkg: PackageRecord, after: readonly string[]) {
    const before = tags.get(pkg) ?? none
    if (before.length === after.length && before.every((tag, index) => tag === after[index])) return
    for (const tag of before) {
      const tagged = packages.get(tag)
      tagged?.delete(pkg)
      if (tagged?.size === 0) packages.delete(tag)
    }
    for (const tag of after) {
      const tagged = packages.get(tag)
      if (tagged) tagged.add(pkg)
      else packages.set(tag, new Set([pkg]))
    }
    if (after.length > 0) tags.set(pkg, after)
    else tags.delete(pkg)
  }

  return {
    update(pkg) {
      const fromFiles = fileTagsOf(pkg.content)
      change(pkg, fromFiles.length === 0 ? pkg.tags : [...pkg.tags, ...fromFiles])
    },
    remove: (pkg) => change(pkg, none),
    find(isWanted) {
      const found = new Set<PackageRecord>()
      for (const [tag, tagged] of packages) if (isWanted(tag)) for (const pkg of tagged) found.add(pkg)
      return found
    },
  }
}
