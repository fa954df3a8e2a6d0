import { zip } from '../../format/archive-writers.ts'
import { type FixtureFiles, inFolder, type PackageFixture } from '../../format/package-fixture.ts'

/** What goes into the `Package.swift` of {@link swiftPackage} and into its request. */
export interface SwiftPackageOptions {
  scope: string
  name: string
  version: string
  /** Where its source is: the name that advisories know it by. */
  repositoryUrl?: string
  licenseUrl?: string
  /** Address of a repository to the least version, up to the next major one. */
  dependencies?: Readonly<Record<string, string>>
  /** Further files, by path inside the package. */
  files?: FixtureFiles
}

/** Makes a Swift package, as `swift package archive-source` would, and the fields that its upload needs. */
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
