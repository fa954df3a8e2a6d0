import { createHash } from 'node:crypto'
import zlib from 'node:zlib'
import { ar, gzip, tar, toBytes } from '../../format/archive-writers.ts'
import type { FixtureFiles, PackageFixture } from '../../format/package-fixture.ts'

/** Options of {@link debPackage}: the content of its control file, and its distribution. */
export interface DebPackageOptions {
  name: string
  /** `[epoch:]upstream[-revision]`, for example `1:23.2.7-1`. */
  version: string
  /** Default: `all`. */
  architecture?: string
  /** As in a control file, for example `libc6 (>= 2.14), adduser`. */
  depends?: string
  /** The first line is the summary. */
  description?: string
  /** `distro/release`, for example `ubuntu/focal`. Default: `any-distro/any-version`. */
  distribution?: string
  /** Default: `main`. */
  component?: string
  /** Compression of the inner archives. Default: gzip. zstd requires Node 22.15, and its output may differ between versions of Node. */
  compression?: 'gz' | 'zst' | 'none'
  /** The files to install, by path below the root. */
  files?: FixtureFiles
}

const compressions = {
  gz: { extension: '.gz', compress: gzip },
  zst: { extension: '.zst', compress: (bytes: Uint8Array): Uint8Array => zlib.zstdCompressSync(bytes) },
  none: { extension: '', compress: (bytes: Uint8Array) => bytes },
}

/** Builds a Debian binary package like `dpkg-deb --build`, with the fields that its upload requires. */
export function debPackage(options: DebPackageOptions): PackageFixture {
  const { name, version, architecture = 'all', distribution = 'any-distro/any-version', component, files = {} } = options
  const { extension, compress } = compressions[options.compression ?? 'gz']
  const entries = Object.entries(files)
  const md5sums = entries.map(([path, content]) => `${createHash('md5').update(toBytes(content)).digest('hex')}  ${path}\n`)
  const upstreamAndRevision = version.replace(/^\d+:/, '')
  return {
    format: 'deb',
    filename: `${name}_${upstreamAndRevision}_${architecture}.deb`,
    bytes: ar({
      'debian-binary': '2.0\n',
      [`control.tar${extension}`]: compress(tar({ './control': controlOf(options), './md5sums': md5sums.join('') })),
      [`data.tar${extension}`]: compress(tar(Object.fromEntries(entries.map(([path, content]) => [`./${path}`, content])))),
    }),
    fields: { distribution, ...(component === undefined ? {} : { component }) },
    extra: {},
  }
}

function controlOf({ name, version, architecture = 'all', depends, description = name }: DebPackageOptions): string {
  const [summary = name, ...rest] = description.split('\n')
  const lines = [
    `Package: ${name}`,
    `Version: ${version}`,
    `Architecture: ${architecture}`,
    'Maintainer: fixture <fixture@example.org>',
    ...(depends === undefined ? [] : [`Depends: ${depends}`]),
    `Description: ${summary}`,
    ...rest.map((line) => ` ${line || '.'}`),
  ]
  return `${lines.join('\n')}\n`
}
