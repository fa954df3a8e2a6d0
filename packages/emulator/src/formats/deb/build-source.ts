import { createHash } from 'node:crypto'
import { gzip, tar, toBytes } from '../../format/archive-writers.ts'
import { type FixtureFiles, inFolder, type PackageFixture } from '../../format/package-fixture.ts'
import type { UploadedFile } from '../../format/types.ts'

/** What goes into the `.dsc` of {@link debSource} and the archives that it names, and where the package goes. */
export interface DebSourceOptions {
  name: string
  /** `[epoch:]upstream-revision`, for example `1:23.2.7-1`. */
  version: string
  /** What binaries it can be built for: `any` unless said otherwise. */
  architecture?: string
  /** `distro/release`, for example `ubuntu/focal`; `any-distro/any-version` unless said otherwise. */
  distribution?: string
  /** `main` unless said otherwise. */
  component?: string
  /** What upstream has released, by path. */
  files?: FixtureFiles
}

/**
 * Makes a Debian source package: the unsigned `.dsc` that `dpkg-source --build` would write, and as further files the archives of upstream
 * (`sources_file`) and of the packaging (`changes_file`).
 */
export function debSource(options: DebSourceOptions): PackageFixture {
  const { name, version, architecture = 'any', distribution = 'any-distro/any-version', component, files = {} } = options
  const upstreamAndRevision = version.replace(/^\d+:/, '')
  const upstream = upstreamAndRevision.replace(/-[^-]*$/, '')
  const sources = archive(`${name}_${upstream}.orig.tar.gz`, inFolder(`${name}-${upstream}`, files))
  const packaging = archive(`${name}_${upstreamAndRevision}.debian.tar.gz`, { 'debian/source/format': '3.0 (quilt)\n' })
  const listed = (algorithm: string) =>
    [sources, packaging].map(({ filename, bytes }) => {
      return ` ${createHash(algorithm).update(bytes).digest('hex')} ${bytes.length} ${filename}\n`
    })
  const description = [
    'Format: 3.0 (quilt)\n',
    `Source: ${name}\n`,
    `Binary: ${name}\n`,
    `Architecture: ${architecture}\n`,
    `Version: ${version}\n`,
    'Maintainer: fixture <fixture@example.org>\n',
    'Checksums-Sha256:\n',
    ...listed('sha256'),
    'Files:\n',
    ...listed('md5'),
  ]
  return {
    format: 'deb',
    filename: `${name}_${upstreamAndRevision}.dsc`,
    bytes: toBytes(description.join('')),
    fields: { distribution, ...(component === undefined ? {} : { component }) },
    extra: { sources_file: sources, changes_file: packaging },
  }
}

function archive(filename: string, files: FixtureFiles): UploadedFile {
  return { filename, bytes: gzip(tar(files)) }
}
