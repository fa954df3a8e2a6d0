import type { Distribution } from '../format/distribution.ts'
import { formats } from './formats.ts'

/** A distribution in one format. Some slugs, such as `any-distro`, occur in several formats. */
export interface DistributionInfo extends Distribution {
  readonly slug: string
  readonly format: string
}

/** Additional releases of distributions by format, such as `{ deb: ['ubuntu/zippy'] }`. */
export type MoreReleases = Readonly<Record<string, readonly string[]>>

/** The distributions that the service is known to have. @see docs/service.md#distributions */
export const distributions: readonly DistributionInfo[] = Object.entries(formats)
  .flatMap(([format, { distributions: own = {} }]) => Object.entries(own).map(([slug, info]) => ({ ...info, slug, format })))
  .sort((a, b) => (a.slug < b.slug ? -1 : a.slug > b.slug ? 1 : 0))

/**
 * The known distributions with additional releases, of these or of other distributions.
 *
 * @throws {Error} if a release is not `distribution/release`, or its format has no distributions
 */
export function withMore(more: MoreReleases): readonly DistributionInfo[] {
  const found = distributions.map((info) => ({ ...info, versions: { ...info.versions } as Record<string, string> }))
  for (const [format, texts] of Object.entries(more)) {
    if (!formats[format]?.distributions) throw new Error(`distributions: ${format} packages have no distributions`)
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

/** The form `ubuntu/noble`. */
export const releasePattern = /^([\w.+~-]+)\/([\w.+~-]+)$/

/** Parses a release such as `ubuntu/focal`. Undefined if packages of the format cannot be for it. */
export function findRelease(known: readonly DistributionInfo[], text: string, format: string): DistributionRelease | undefined {
  const [slug, versionSlug = ''] = text.split('/')
  const info = known.find((each) => each.slug === slug && each.format === format)
  if (info === undefined || !Object.hasOwn(info.versions, versionSlug)) return undefined
  const { name, versions } = info
  return { distribution: { slug: info.slug, name }, version: { slug: versionSlug, name: versions[versionSlug] ?? versionSlug } }
}

/** Whether the service may have a release that is not known here. No distribution belongs to two formats, except the one that stands for all. */
export function mayExist(text: string, format: string): boolean {
  const [, slug] = releasePattern.exec(text) ?? []
  if (slug === undefined) return false
  const homes = distributions.filter((info) => info.slug === slug)
  return homes.length === 0 || homes.some((info) => info.format === format)
}

/** A release that is only known by name, though its distribution may be known. */
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
