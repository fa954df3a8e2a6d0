import type { Package } from '@cloudsmith-sdk/client'

/** The text fields that an upload of a format needs besides its files. */
export interface FormatUpload {
  fields(row: Package): Readonly<Record<string, string | undefined>>
  /** What is lost because the service does not report it, as a phrase. */
  readonly lost?: string
}

const nothing: FormatUpload = { fields: () => ({}) }

const byDistribution: FormatUpload = { fields: (row) => ({ distribution: distributionOf(row) }) }

const byVersion: FormatUpload = { fields: ({ version }) => ({ version: version ?? undefined }) }

const byName: FormatUpload = { fields: ({ name, version }) => ({ name: name ?? undefined, version: version ?? undefined }) }

/**
 * How to upload packages of each format again unchanged. Formats that are not listed cannot be carried.
 *
 * @see docs/service.md#formats
 */
export const uploads: Readonly<Record<string, FormatUpload>> = {
  alpine: byDistribution,
  cargo: nothing,
  cocoapods: nothing,
  composer: byVersion,
  conan: {
    fields: ({ name, version, identifiers }) => ({
      name: name ?? undefined,
      version: version ?? undefined,
      conan_channel: identifier({ identifiers }, 'conan_channel'),
      conan_prefix: identifier({ identifiers }, 'conan_prefix'),
    }),
  },
  conda: nothing,
  cran: {
    fields: ({ architectures, identifiers }) => ({
      architecture: architectures[0]?.name,
      r_version: identifier({ identifiers }, 'cran_r_version'),
    }),
  },
  dart: nothing,
  deb: { fields: (row) => ({ distribution: distributionOf(row), component: identifier(row, 'deb_component') }) },
  generic: {
    fields: ({ filepath, filename, name, version }) => ({
      filepath: filepath ?? filename,
      name: name ?? undefined,
      version: version ?? undefined,
    }),
  },
  go: nothing,
  helm: nothing,
  hex: nothing,
  huggingface: nothing,
  luarocks: nothing,
  maven: {
    fields: ({ name, version, identifiers }) => ({
      group_id: identifier({ identifiers }, 'maven_group_id'),
      artifact_id: name ?? undefined,
      version: version ?? undefined,
    }),
  },
  mcp: byVersion,
  // Without a tag of its own, the newest version would become npm's `latest`.
  npm: { fields: ({ tags }) => ({ npm_dist_tag: tags.version?.find((tag) => tag !== 'latest') }) },
  nuget: nothing,
  p2: nothing,
  python: nothing,
  raw: {
    fields: ({ name, version, filename, summary, description }) => ({
      name: name === filename ? undefined : (name ?? undefined),
      version: version ?? undefined,
      summary: summary ?? undefined,
      description: description ?? undefined,
    }),
    lost: 'its content type, which the service does not report',
  },
  rpm: byDistribution,
  ruby: nothing,
  skills: byName,
  swift: {
    fields: ({ name, version, identifiers }) => ({
      scope: identifier({ identifiers }, 'swift_scope'),
      name: name ?? undefined,
      version: version ?? undefined,
    }),
    lost: 'its author, licence and URLs, which the service does not report',
  },
  terraform: nothing,
  vagrant: {
    fields: ({ name, version, identifiers }) => ({
      name: name ?? undefined,
      version: version ?? undefined,
      provider: identifier({ identifiers }, 'vagrant_provider'),
    }),
  },
  vsx: nothing,
}

const identifier = ({ identifiers }: Pick<Package, 'identifiers'>, key: string): string | undefined =>
  identifiers[key] ?? undefined

const distributionOf = ({ distro, distro_version }: Package): string | undefined =>
  distro && distro_version ? `${distro.slug}/${distro_version.slug}` : undefined
