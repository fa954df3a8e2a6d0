import type { Distribution } from '../format/distribution.ts'
import { formats } from './formats.ts'

/** A distribution and the format of its packages. */
export interface DistributionInfo extends Distribution {
  readonly format: string
}

/** Some of the distributions that the service knows, by slug: the common ones of each format. */
export const distributions: Readonly<Record<string, DistributionInfo>> = Object.fromEntries(
  Object.entries(formats).flatMap(([format, { distributions: own = {} }]) =>
    Object.entries(own).map(([slug, distribution]) => [slug, { ...distribution, format }]),
  ),
)

/** A release of a distribution. */
export interface DistributionRelease {
  readonly distribution: { readonly slug: string; readonly name: string }
  readonly version: { readonly slug: string; readonly name: string }
}

/** Reads `ubuntu/focal`. Nothing where there is no such release here; `any-distro/any-version` fits every format. */
export function findRelease(text: string, format: string): DistributionRelease | undefined {
  const [slug = '', versionSlug = ''] = text.split('/')
  const distribution = Object.hasOwn(distributions, slug) ? distributions[slug] : undefined
  const version =
    distribution && Object.hasOwn(distribution.versions, versionSlug) ? distribution.versions[versionSlug] : undefined
  if (distribution === undefined || version === undefined) return undefined
  if (distribution.format !== format && slug !== 'any-distro') return undefined
  return { distribution: { slug, name: distribution.name }, version: { slug: versionSlug, name: version } }
}

/** Whether the service may know a release that is not listed here: it knows many more, but no distribution is of two formats. */
export function mayExist(text: string, format: string): boolean {
  const [slug = ''] = text.split('/')
  const known = Object.hasOwn(distributions, slug) ? distributions[slug] : undefined
  return /^[\w.+~-]+\/[\w.+~-]+$/.test(text) && (known === undefined || known.format === format)
}

/** A release of which nothing is known but what it is called: `wolfi/any-version`. */
export function namedRelease(text: string): DistributionRelease {
  const [name = '', version = 'any-version'] = text.split('/')
  return { distribution: { slug: slugOf(name), name }, version: { slug: slugOf(version), name: version } }
}

function slugOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^\w.+~-]+/g, '-')
}
