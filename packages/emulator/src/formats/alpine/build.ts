import { createHash } from 'node:crypto'
import { concat, gzip, tar } from '../../format/archive-writers.ts'
import type { PackageFixture, PackageOptions } from '../../format/package-fixture.ts'

/** Options of {@link alpinePackage}: the fields of its `.PKGINFO`, and its distribution. */
export interface AlpinePackageOptions extends PackageOptions {
  /** Default: `x86_64`. */
  architecture?: string
  /** Dependencies, for example `so:libc.musl-x86_64.so.1` or `openssl>=3`. */
  depends?: readonly string[]
  /** `distro/release`. Default: `alpine/any-version`. */
  distribution?: string
}

/** Builds an Alpine package like `abuild`, but unsigned: two gzip streams that together form one tar archive. */
export function alpinePackage(options: AlpinePackageOptions): PackageFixture {
  const { name, version, license, description = name, architecture = 'x86_64', depends = [], files = {} } = options
  const data = gzip(tar(files))
  const lines = [
    `pkgname = ${name}`,
    `pkgver = ${version}`,
    `pkgdesc = ${description}`,
    `arch = ${architecture}`,
    ...(license === undefined ? [] : [`license = ${license}`]),
    ...depends.map((each) => `depend = ${each}`),
    `datahash = ${createHash('sha256').update(data).digest('hex')}`,
  ]
  // Without the two empty blocks at the end, because the archive continues in the next stream.
  const control = tar({ '.PKGINFO': `${lines.join('\n')}\n` }).subarray(0, -1024)
  return {
    format: 'alpine',
    filename: `${name}-${version}.apk`,
    bytes: concat([gzip(control), data]),
    fields: { distribution: options.distribution ?? 'alpine/any-version' },
    extra: {},
  }
}
