import type { Distribution } from '../format/distribution.ts'
import { formats } from './formats.ts'

/** A distribution, as packages of one format are for. Some slugs, such as `any-distro`, are those of several formats. */
export interface DistributionInfo extends Distribution {
  readonly slug: string
  readonly format: string
}

/** Further releases of distributions by format, such as `{ deb: ['ubuntu/zippy'] }`. */
export type MoreReleases = Readonly<Record<string, readonly string[]>>

/** The distributions that are known of the service, by slug. @see docs/service.md#distributions */
export const distributions: readonly DistributionInfo[] = Object.entries(formats)
  .flatMap(([format, { distributions: own = {} }]) => Object.entries(own).map(([slug, info]) => ({ ...info, slug, format })))
  .sort((a, b) => (a.slug < b.slug ? -1 : a.slug > b.slug ? 1 : 0))

/**
 * The distributions that are known, and some more releases of them or of others.
 *
 * @throws {Error} where a release is not `distribution/release`, or its format has no distributions
 */
export function withMore(more: MoreReleases): readonly DistributionInfo[] {
  const found = distributions.map((info) => ({ ...info, versions: { ...info.versions } as Record<string, string> }))
  for (const [format, texts] of Object.entries(more)) {
    if (!formats[format]?.distributions) throw new Error(`distributions: ${format} packages belong to none`)
    for (const text of texts) {
      const [, slug = '', version = ''] = releasePattern.exec(text) ?? []
      if (slug === '') throw new Error(`distributions: "${text}" is not a distribution and its release, such as ubuntu/noble`)
      let home = found.find((info) => info.slug === slug && info.format === format)
      if (home === undefined) {
        home = { slug, format, name: slug, versions: {} }
        found.push(home)
      }
      home.versions[version] ??= version
    }
  }
  return found
}

/** A release of a distribution. */
export interface DistributionRelease {
  readonly distribution: { readonly slug: string; readonly name: string }
  readonly version: { readonly slug: string; readonly name: string }
}

/** `ubuntu/noble`. */
export const releasePattern = /^([\w.+~-]+)\/([\w.+~-]+)$/

/** Reads `ubuntu/focal`. Nothing where packages of the format cannot be for it. */
export function findRelease(known: readonly DistributionInfo[], text: string, format: string): DistributionRelease | undefined {
  const [slug, versionSlug = ''] = text.split('/')
  const info = known.find((each) => each.slug === slug && each.format === format)
  if (info === undefined || !Object.hasOwn(info.versions, versionSlug)) return undefined
  const { name, versions } = info
  return { distribution: { slug: info.slug, name }, version: { slug: versionSlug, name: versions[versionSlug] ?? versionSlug } }
}

/** Whether the service may know a release that is not known here: no distribution is of two formats, but that of all. */
export function mayExist(text: string, format: string): boolean {
  const [, slug] = releasePattern.exec(text) ?? []
  if (slug === undefined) return false
  const homes = distributions.filter((info) => info.slug === slug)
  return homes.length === 0 || homes.some((info) => info.format === format)
}

/** A release of which nothing is known but what it is called, though perhaps its distribution. */
export function namedRelease(text: string, format: string): DistributionRelease {
  const [name = '', version = 'any-version'] = text.split('/')
  const slug = slugOf(name)
  const known = distributions.find((info) => info.slug === slug && info.format === format)
  return { distribution: { slug, name: known?.name ?? name }, version: { slug: slugOf(version), name: version } }
}

function slugOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^\w.+~-]+/g, '-')
}
