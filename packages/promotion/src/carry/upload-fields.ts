import type { Package } from '@cloudsmith-sdk/client'

/** The plain fields that an upload of a format needs beside its files, and what of the package the service does not tell. */
export interface FormatUpload {
  fields(row: Package): Readonly<Record<string, string | undefined>>
  /** What stays behind, because the service does not tell it: half a sentence. */
  readonly lost?: string
}

const nothing: FormatUpload = { fields: () => ({}) }

const byDistribution: FormatUpload = { fields: (row) => ({ distribution: distributionOf(row) }) }

const byVersion: FormatUpload = { fields: ({ version }) => ({ version: version ?? undefined }) }

const byName: FormatUpload = { fields: ({ name, version }) => ({ name: name ?? undefined, version: version ?? undefined }) }

/**
 * How packages of each format are uploaded again, so that they become what they were. What is not here cannot be carried.
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
  // Without a tag of its own a package becomes npm's `latest` where it is the newest.
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
