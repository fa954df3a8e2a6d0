import type { DistributionInfo } from '../../catalogue/distributions.ts'
import { upstreamFormats } from '../../catalogue/upstreams.ts'
import type { Format } from '../../format/format.ts'
import type { DistributionDetail, PackageFormat } from '../../generated/v1.ts'
import { apiUrl } from '../../world/urls.ts'
import type { World } from '../../world/world.ts'

/** A distribution in the API's form. */
export function distributionView(world: World, { slug, name, format, versions }: DistributionInfo): DistributionDetail {
  return {
    slug,
    name,
    variants: null,
    self_url: apiUrl(world, `/distros/${slug}/`),
    format,
    format_url: apiUrl(world, `/formats/${format}/`),
    versions: Object.entries(versions).map(([version, label]) => ({ slug: version, name: label })),
  }
}

/** A format in the API's form. */
export function formatView(world: World, slug: string, info: Format): PackageFormat {
  const upstream = Object.hasOwn(upstreamFormats, slug) ? upstreamFormats[slug] : undefined
  const authModes = (upstream?.authModes ?? []).filter((mode) => mode !== 'None')
  return {
    slug,
    name: info.name,
    description: `${info.name} packages`,
    extensions: [...info.extensions],
    premium: false,
    premium_plan_id: null,
    premium_plan_name: null,
    distributions: world.distributions
      .filter(({ format }) => format === slug)
      .map((each) => ({ name: each.name, slug: each.slug, self_url: apiUrl(world, `/distros/${each.slug}/`), variants: null })),
    supports: {
      dependencies: info.isScannable ?? false,
      distributions: info.distributions !== undefined,
      file_lists: false,
      filepaths: false,
      metadata: true,
      upstreams: {
        auth_modes: authModes,
        cache_only: upstream?.modes.includes('Cache Only') ?? false,
        caching: upstream !== undefined,
        indexing: upstream?.hasIndex ?? false,
        indexing_behavior: upstream?.hasIndex ? 'Ahead-of-time (static) indexing' : 'Unsupported',
        proxying: upstream !== undefined,
        signature_verification: upstream?.fields.includes('gpg_verification') ? 'Repository Metadata' : 'Unsupported',
        trust: upstream?.fields.includes('trust_level') ?? false,
      },
      versioning: true,
      ...info.supports,
    },
  }
}
