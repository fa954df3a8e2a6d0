import { fileTagsOf } from '../world/package.ts'
import type { PackageRecord } from '../world/records.ts'

/** Tags by type: `info` for those that users set, `version` for those that follow from the version. */
export type TagMap = Record<string, string[]>

/** Automatic tags: `latest` for the newest version of a name, and those that follow from the files. */
function automaticTags(pkg: PackageRecord): string[] {
  return [...(pkg.repository.packages.isLatest(pkg) ? ['latest'] : []), ...fileTagsOf(pkg.content)]
}

/** The tags of a package in the form of its view. Types without tags are left out. */
export interface TagViews {
  readonly all: TagMap
  /** Tags that no user has set. */
  readonly automatic: TagMap
  /** Tags that `Clear` and `Replace` keep. */
  readonly immutable: TagMap
}

/** Everything that a package's view contains about tags. */
export function tagViewsOf(pkg: PackageRecord): TagViews {
  const automatic = automaticTags(pkg)
  return { all: kinds(pkg.tags, automatic), automatic: kinds([], automatic), immutable: kinds(pkg.immutableTags, []) }
}

/** All tags of a package. Types without tags are left out. */
export function tagsOf(pkg: PackageRecord): TagMap {
  return kinds(pkg.tags, automaticTags(pkg))
}

/** The tags that no user has set. */
export function automaticTagsOf(pkg: PackageRecord): TagMap {
  return kinds([], automaticTags(pkg))
}

/** All tags in one list, as in `package.tags_updated`. */
export function flatTagsOf(pkg: PackageRecord): string[] {
  return [...pkg.tags, ...automaticTags(pkg)]
}

function kinds(info: readonly string[], version: readonly string[]): TagMap {
  const tags: TagMap = {}
  if (info.length > 0) tags.info = [...info]
  if (version.length > 0) tags.version = [...version]
  return tags
}
