import { createHash } from 'node:crypto'
import { concat, gzip, tar } from '../../format/archive-writers.ts'
import type { PackageFixture, PackageOptions } from '../../format/package-fixture.ts'

/** What goes into the `.PKGINFO` of {@link alpinePackage}, and where the package goes. */
export interface AlpinePackageOptions extends PackageOptions {
  /** `x86_64` unless said otherwise. */
  architecture?: string
  /** For example `so:libc.musl-x86_64.so.1` or `openssl>=3`. */
  depends?: readonly string[]
  /** `distro/release`; `alpine/any-version` unless said otherwise. */
  distribution?: string
}

/** Makes an Alpine package, as `abuild` would but without a signature: two gzip streams that are one tar archive together. */
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
  // Without the two empty blocks at the end, because the archive goes on in the next stream.
  const control = tar({ '.PKGINFO': `${lines.join('\n')}\n` }).subarray(0, -1024)
  return {
    format: 'alpine',
    filename: `${name}-${version}.apk`,
    bytes: concat([gzip(control), data]),
    fields: { distribution: options.distribution ?? 'alpine/any-version' },
    extra: {},
  }
}
