/** A distribution with its releases, by slug. */
export interface DistributionInfo {
  readonly name: string
  readonly format: 'alpine' | 'deb' | 'rpm'
  /** Slug to name. */
  readonly versions: Readonly<Record<string, string>>
}

const any = { 'any-version': 'Any Version' }

/** Some of the distributions that the service knows: the common ones of each format. */
export const distributions: Readonly<Record<string, DistributionInfo>> = {
  alpine: {
    name: 'Alpine Linux',
    format: 'alpine',
    versions: { ...any, 'v3.18': 'v3.18', 'v3.19': 'v3.19', 'v3.20': 'v3.20', 'v3.21': 'v3.21', 'v3.22': 'v3.22' },
  },
  wolfi: { name: 'Wolfi', format: 'alpine', versions: any },
  'any-distro': { name: 'Any Distribution', format: 'deb', versions: any },
  debian: {
    name: 'Debian',
    format: 'deb',
    versions: { ...any, buster: '10 Buster', bullseye: '11 Bullseye', bookworm: '12 Bookworm', trixie: '13 Trixie' },
  },
  ubuntu: {
    name: 'Ubuntu',
    format: 'deb',
    versions: {
      ...any,
      xenial: '16.04 Xenial',
      bionic: '18.04 Bionic',
      focal: '20.04 Focal',
      jammy: '22.04 Jammy',
      noble: '24.04 Noble',
    },
  },
  el: { name: 'Enterprise Linux', format: 'rpm', versions: { ...any, 7: '7', 8: '8', 9: '9', 10: '10' } },
  fedora: { name: 'Fedora', format: 'rpm', versions: { ...any, 41: '41', 42: '42', 43: '43' } },
  amzn: { name: 'Amazon Linux', format: 'rpm', versions: { ...any, 2: '2', 2023: '2023' } },
}

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
