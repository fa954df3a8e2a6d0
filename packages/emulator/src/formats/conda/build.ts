import zlib from 'node:zlib'
import { tar, zip } from '../../format/archive-writers.ts'
import { type PackageFixture, type PackageOptions, plainFixture } from '../../format/package-fixture.ts'

/** Options of {@link condaPackage}: the content of its `index.json`. */
export interface CondaPackageOptions extends PackageOptions {
  /** Default: `0`. */
  build?: string
  /** The platform. Default: `noarch`. */
  subdir?: string
  /** Match specifications, for example `python >=3.9`. */
  depends?: readonly string[]
}

/** Builds a Conda package in the newer format. Requires Node 22.15 for zstd, whose output may differ between versions of Node. */
export function condaPackage(options: CondaPackageOptions): PackageFixture {
  const { name, version, build = '0', subdir = 'noarch', license, description, depends = [], files = {} } = options
  const index = { name, version, build, build_number: 0, subdir, depends, ...(license && { license }) }
  const info = {
    'info/index.json': `${JSON.stringify(index, null, 2)}\n`,
    'info/about.json': `${JSON.stringify({ summary: description })}\n`,
    'info/files': Object.keys(files)
      .map((path) => `${path}\n`)
      .join(''),
  }
  const stem = `${name}-${version}-${build}`
  const contents = {
    'metadata.json': '{"conda_pkg_format_version": 2}',
    [`pkg-${stem}.tar.zst`]: zlib.zstdCompressSync(tar(files)),
    [`info-${stem}.tar.zst`]: zlib.zstdCompressSync(tar(info)),
  }
  return plainFixture('conda', `${stem}.conda`, zip(contents))
}
