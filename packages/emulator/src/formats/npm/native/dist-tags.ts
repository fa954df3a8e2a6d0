import semver from 'semver'
import type { NativeSettings } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'

/** The version of each tag. */
export type DistTags = Readonly<Record<string, string>>

/**
 * The distribution tags of a name. A tag refers to one version: of those that have it, the last one to be published. Tags that users set take
 * precedence over those of the upload, and these over the tags of upstreams. By default, `latest` is the highest version.
 *
 * @see docs/service.md#native-registries
 */
export function distTagsOf(packages: readonly NativePackage[], settings: NativeSettings): DistTags {
  const byAge = packages.toSorted((a, b) => (a.publishedAt ?? 0) - (b.publishedAt ?? 0))
  const tags = new Map<string, string>()
  for (const tagsOf of [upstreamTags, fileTags, givenTags]) {
    for (const pkg of byAge) for (const tag of tagsOf(pkg)) if (mayBeTag(tag)) tags.set(tag, pkg.version)
  }
  tags.set('latest', latestOf(packages, settings))
  return Object.fromEntries(tags)
}

const upstreamTags = (pkg: NativePackage) => pkg.upstreamTags
const fileTags = (pkg: NativePackage) => pkg.fileTags
const givenTags = (pkg: NativePackage) => pkg.tags

/** Whether a text can be a tag: npm takes anything that could be a range for one. */
export const mayBeTag = (tag: string): boolean => tag !== '' && semver.validRange(tag) === null

function latestOf(packages: readonly NativePackage[], { prereleasesAreLatest, upstreamTagsFirst }: NativeSettings): string {
  const given = packages.findLast(({ tags }) => tags.includes('latest'))
  if (given !== undefined) return given.version
  const told = upstreamTagsFirst ? packages.find((pkg) => pkg.upstreamTags.includes('latest')) : undefined
  if (told !== undefined) return told.version
  const versions = packages.map(({ version }) => version).toSorted(semver.rcompare)
  const released = prereleasesAreLatest ? versions : versions.filter((version) => semver.prerelease(version) === null)
  return released[0] ?? versions[0] ?? ''
}
