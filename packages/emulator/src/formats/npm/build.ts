import { gzip, tar } from '../../format/archive-writers.ts'
import type { FixtureFiles, PackageFixture } from '../../format/package-fixture.ts'

/** Options of {@link npmPackage}: the content of its `package.json`. Fields that are left out are missing there as well. */
export interface NpmPackageOptions {
  /** Including the scope, for example `@acme/api`. */
  name: string
  version: string
  license?: string
  description?: string
  /** Name to range, as in `package.json`. */
  dependencies?: Readonly<Record<string, string>>
  devDependencies?: Readonly<Record<string, string>>
  optionalDependencies?: Readonly<Record<string, string>>
  peerDependencies?: Readonly<Record<string, string>>
  /** Which peer dependencies are optional. */
  peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
  /** Further files, by path inside the package. */
  files?: FixtureFiles
}

/**
 * Builds an npm tarball like `npm pack`.
 *
 * @example const lodash = npmPackage({ name: 'lodash', version: '4.17.20', license: 'MIT' }) const tampered = npmPackage({ name: 'lodash', version:
 * '4.17.20', license: 'MIT', files: { 'lodash.js': 'evil()' } })
 */
export function npmPackage({ files = {}, ...manifest }: NpmPackageOptions): PackageFixture {
  const contents: FixtureFiles = { 'package.json': `${JSON.stringify(manifest, null, 2)}\n`, ...files }
  const entries = Object.entries(contents).map(([path, content]) => [`package/${path}`, content] as const)
  return {
    format: 'npm',
    filename: `${manifest.name.replace(/^@/, '').replace('/', '-')}-${manifest.version}.tgz`,
    bytes: gzip(tar(Object.fromEntries(entries))),
    fields: {},
    extra: {},
  }
}
