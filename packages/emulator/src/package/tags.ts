import { fileTagsOf } from '../world/package.ts'
import type { PackageRecord } from '../world/records.ts'

/** Tags by their kind: `info` for those that users gave, `version` for those that follow from the version. */
export type TagMap = Record<string, string[]>

/** The tags that the repository gives by itself: `latest` for the newest version of a name, and what follows from the files. */
function automaticTags(pkg: PackageRecord): string[] {
  return [...(pkg.repository.packages.isLatest(pkg) ? ['latest'] : []), ...fileTagsOf(pkg.content)]
}

/** The tags of a package, as its view has them. Kinds without tags are left out. */
export interface TagViews {
  readonly all: TagMap
  /** Those that nobody gave. */
  readonly automatic: TagMap
  /** Those that `Clear` and `Replace` leave in place. */
  readonly immutable: TagMap
}

/** All that a package's view tells of tags. */
export function tagViewsOf(pkg: PackageRecord): TagViews {
  const automatic = automaticTags(pkg)
  return { all: kinds(pkg.tags, automatic), automatic: kinds([], automatic), immutable: kinds(pkg.immutableTags, []) }
}

/** All tags of a package. Kinds without tags are left out. */
export function tagsOf(pkg: PackageRecord): TagMap {
  return kinds(pkg.tags, automaticTags(pkg))
}

/** Those that nobody gave. */
export function automaticTagsOf(pkg: PackageRecord): TagMap {
  return kinds([], automaticTags(pkg))
}

/** All tags in one list, as `package.tags_updated` has them. */
export function flatTagsOf(pkg: PackageRecord): string[] {
  return [...pkg.tags, ...automaticTags(pkg)]
}

function kinds(info: readonly string[], version: readonly string[]): TagMap {
  const tags: TagMap = {}
  if (info.length > 0) tags.info = [...info]
  if (version.length > 0) tags.version = [...version]
  return tags
}
