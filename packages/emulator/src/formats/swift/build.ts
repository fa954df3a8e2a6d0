import { zip } from '../../format/archive-writers.ts'
import { type FixtureFiles, inFolder, type PackageFixture } from '../../format/package-fixture.ts'

/** Options of {@link swiftPackage}: the content of its `Package.swift`, and the fields of its upload request. */
export interface SwiftPackageOptions {
  /** The scope of the package's identity, as in `scope.name`. */
  scope: string
  name: string
  version: string
  /** URL of its source repository, by which advisories name it. */
  repositoryUrl?: string
  licenseUrl?: string
  /** URL of a repository to minimum version; versions up to the next major one are allowed. */
  dependencies?: Readonly<Record<string, string>>
  /** Further files, by path inside the package. */
  files?: FixtureFiles
}

/** Builds a Swift package like `swift package archive-source`, with the fields that its upload requires. */
export function swiftPackage(options: SwiftPackageOptions): PackageFixture {
  const { scope, name, version, repositoryUrl, licenseUrl, dependencies = {}, files } = options
  const listed = Object.entries(dependencies).map(([url, from]) => `        .package(url: "${url}", from: "${from}"),\n`)
  const manifest = [
    '// swift-tools-version:5.9\nimport PackageDescription\n\n',
    `let package = Package(\n    name: "${name}",\n`,
    `    dependencies: [\n${listed.join('')}    ],\n`,
    `    targets: [.target(name: "${name}")]\n)\n`,
  ].join('')
  const contents = { 'Package.swift': manifest, [`Sources/${name}/${name}.swift`]: '', ...files }
  return {
    format: 'swift',
    filename: `${name}-${version}.zip`,
    bytes: zip(inFolder(name, contents)),
    fields: {
      scope,
      name,
      version,
      ...(repositoryUrl && { repository_url: repositoryUrl }),
      ...(licenseUrl && { license_url: licenseUrl }),
    },
    extra: {},
  }
}
