import { flag, list, nullable, required, type Shape, text, url } from '../../core/fields.ts'
import { formats } from '../../formats/formats.ts'

const line = nullable(text({ max: 255 }))
const identifier = nullable(text({ min: 1 }))
const name = nullable(text({ max: 200 }))
const version = nullable(text({ max: 255 }))
const distribution = required(text({ min: 1 }))

/** What every format takes. */
const common: Shape = {
  package_file: required(text({ min: 1 })),
  republish: nullable(flag),
  tags: nullable(text({ max: 1024 })),
}

/** What a format takes beside that. @see docs/service.md#upload-fields */
const own: Readonly<Record<string, Shape>> = {
  alpine: { distribution },
  composer: { version },
  conan: {
    info_file: required(text({ min: 1 })),
    manifest_file: required(text({ min: 1 })),
    metadata_file: required(text({ min: 1 })),
    conan_channel: nullable(text({ max: 128 })),
    conan_prefix: nullable(text({ max: 128 })),
    name,
    version,
  },
  cran: { architecture: text({ min: 1 }), r_version: nullable(text({ max: 16 })) },
  deb: {
    distribution,
    changes_file: identifier,
    sources_file: identifier,
    component: text({ min: 1, max: 64, pattern: /^[-_.\w]+$/ }),
  },
  generic: { filepath: required(text({ min: 1, max: 2083 })), name, version },
  helm: { provenance_file: identifier },
  maven: {
    artifact_id: nullable(text({ max: 2083 })),
    group_id: nullable(text({ max: 2083 })),
    packaging: nullable(text({ max: 64 })),
    version,
    sbt_version: line,
    scala_version: line,
    pom_file: identifier,
    ivy_file: identifier,
    javadoc_file: identifier,
    sources_file: identifier,
    tests_file: identifier,
    extra_files: nullable(list(text({ min: 1 }))),
  },
  mcp: { version },
  nix: { narinfo_file: identifier, narinfo: identifier, version },
  npm: { npm_dist_tag: nullable(text({ max: 255 })) },
  nuget: { symbols_file: identifier },
  raw: {
    content_type: nullable(text({ max: 64 })),
    name,
    version,
    summary: line,
    description: nullable(text({ max: 12_288 })),
  },
  rpm: { distribution },
  skills: { name: required(text({ min: 1, max: 128 })), version: required(text({ min: 1, max: 255 })) },
  swift: {
    scope: required(text({ min: 1, max: 39 })),
    name: required(text({ max: 200 })),
    version: required(text({ max: 255 })),
    author_name: text({ min: 1 }),
    author_org: text({ min: 1 }),
    license_url: nullable(url()),
    readme_url: url(),
    repository_url: url(),
  },
  vagrant: { name: required(text({ max: 200 })), provider: required(text({ min: 1 })), version: required(text({ max: 255 })) },
}

/** The body of an upload in a format. */
export function uploadShape(format: string): Shape {
  return { ...common, ...(Object.hasOwn(own, format) ? own[format] : {}) }
}

/** Bodies of the operations that create packages, and of those that check the request beforehand. */
export const uploadBodies: Readonly<Record<string, Shape>> = Object.fromEntries(
  Object.keys(formats).flatMap((format) => {
    const shape = uploadShape(format)
    return [
      [`packages_upload_${format}`, shape],
      [`packages_validate-upload_${format}`, shape],
    ]
  }),
)
