import { fileTagsOf } from '../world/package.ts'
import type { PackageRecord } from '../world/records.ts'

/** Tags by their kind: `info` for those that users gave, `version` for those that follow from the version. */
export type TagMap = Record<string, string[]>

/** The tags that the repository gives by itself: `latest` for the newest version of a name, and what follows from the files. */
function automaticTags(pkg: PackageRecord): string[] {
  return [...(pkg.repository.packages.isLatest(pkg) ? ['latest'] : []), ...fileTagsOf(pkg.content)]
}

/** All tags of a package. Kinds without tags are left out. */
export function tagsOf(pkg: PackageRecord): TagMap {
  return kinds(pkg.tags, automaticTags(pkg))
}

/** Those that nobody gave. */
export function automaticTagsOf(pkg: PackageRecord): TagMap {
  return kinds([], automaticTags(pkg))
}

/** Those that `Clear` and `Replace` leave in place. */
export function immutableTagsOf(pkg: PackageRecord): TagMap {
  return kinds(pkg.immutableTags, [])
}

/** All tags in one list, as `package.tags_updated` has them. */
export function flatTagsOf(pkg: PackageRecord): string[] {
  return [...pkg.tags, ...automaticTags(pkg)]
}

function kinds(info: readonly string[], version: readonly string[]): TagMap {
  return {
    ...(info.length > 0 ? { info: [...info] } : {}),
    ...(version.length > 0 ? { version: [...version] } : {}),
  }
}
