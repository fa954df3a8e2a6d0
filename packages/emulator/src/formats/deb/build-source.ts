import { createHash } from 'node:crypto'
import { gzip, tar, toBytes } from '../../format/archive-writers.ts'
import { type FixtureFiles, inFolder, type PackageFixture } from '../../format/package-fixture.ts'
import type { UploadedFile } from '../../format/types.ts'

/** Options of {@link debSource}: the content of its `.dsc` and archives, and its distribution. */
export interface DebSourceOptions {
  name: string
  /** `[epoch:]upstream-revision`, for example `1:23.2.7-1`. */
  version: string
  /** The architectures that it can be built for. Default: `any`. */
  architecture?: string
  /** `distro/release`, for example `ubuntu/focal`. Default: `any-distro/any-version`. */
  distribution?: string
  /** Default: `main`. */
  component?: string
  /** The files of the upstream release, by path. */
  files?: FixtureFiles
}

/**
 * Builds a Debian source package: an unsigned `.dsc` like that of `dpkg-source --build`, with the archives of the upstream release (`sources_file`)
 * and of the packaging (`changes_file`) as extra files.
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
