import { zip } from '../../format/archive-writers.ts'
import type { FixtureFiles, PackageFixture } from '../../format/package-fixture.ts'
import { escapeXml, xmlLine } from '../../format/xml-writer.ts'

/** Options of {@link nugetPackage}: the content of its `.nuspec`. */
export interface NugetPackageOptions {
  /** The package name, which NuGet calls id. */
  name: string
  version: string
  /** An SPDX expression. */
  license?: string
  description?: string
  /** Name to version or interval, for example `13.0.1` (at least that) or `[1.0,2.0)`. */
  dependencies?: Readonly<Record<string, string>>
  /** Further files, by path inside the package. */
  files?: FixtureFiles
}

const xmlDeclaration = '<?xml version="1.0" encoding="utf-8"?>\n'
const openPackaging = 'http://schemas.openxmlformats.org/package/2006'

/** Builds a NuGet package: a `.nuspec` and the two parts that make a zip archive an Open Packaging archive. */
export function nugetPackage(options: NugetPackageOptions): PackageFixture {
  return packed(options, nuspecOf(options), 'nupkg')
}

/** Builds the symbols of a NuGet package, as a separate package (`.snupkg`). */
export function nugetSymbols(options: Pick<NugetPackageOptions, 'name' | 'version' | 'files'>): PackageFixture {
  return packed(options, nuspecOf(options, '<packageTypes><packageType name="SymbolsPackage"/></packageTypes>\n'), 'snupkg')
}

function packed(
  { name, version, files }: Pick<NugetPackageOptions, 'name' | 'version' | 'files'>,
  description: string,
  extension: string,
): PackageFixture {
  const nuspec = `${name}.nuspec`
  const contents: FixtureFiles = {
    '[Content_Types].xml': [
      `${xmlDeclaration}<Types xmlns="${openPackaging}/content-types">\n`,
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\n',
      '<Default Extension="nuspec" ContentType="application/octet"/>\n</Types>\n',
    ].join(''),
    '_rels/.rels': [
      `${xmlDeclaration}<Relationships xmlns="${openPackaging}/relationships">\n`,
      `<Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/${escapeXml(nuspec)}" Id="manifest"/>\n`,
      '</Relationships>\n',
    ].join(''),
    [nuspec]: description,
    ...files,
  }
  return { format: 'nuget', filename: `${name}.${version}.${extension}`, bytes: zip(contents), fields: {}, extra: {} }
}

function nuspecOf({ name, version, license, description = name, dependencies = {} }: NugetPackageOptions, more = ''): string {
  const listed = Object.entries(dependencies).map(
    ([id, range]) => `<dependency id="${escapeXml(id)}" version="${escapeXml(range)}"/>\n`,
  )
  return [
    `${xmlDeclaration}<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">\n<metadata>\n`,
    xmlLine('id', name),
    xmlLine('version', version),
    xmlLine('authors', 'fixture'),
    xmlLine('description', description),
    license === undefined ? '' : `<license type="expression">${escapeXml(license)}</license>\n`,
    more,
    `<dependencies>\n${listed.join('')}</dependencies>\n</metadata>\n</package>\n`,
  ].join('')
}
