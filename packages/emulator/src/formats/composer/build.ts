import { zip } from '../../format/archive-writers.ts'
import { type PackageFixture, type PackageOptions, plainFixture } from '../../format/package-fixture.ts'

/** Options of {@link composerPackage}: the content of its `composer.json`. */
export interface ComposerPackageOptions extends PackageOptions {
  /** Name to constraint, for example `^2.0`; `php` and `ext-…` mean the platform. */
  require?: Readonly<Record<string, string>>
  /** Development dependencies, name to constraint. */
  requireDev?: Readonly<Record<string, string>>
}

/** Builds a Composer package like `composer archive`. Its name has the form `vendor/package`. */
export function composerPackage({ files, requireDev, ...manifest }: ComposerPackageOptions): PackageFixture {
  const json = { ...manifest, ...(requireDev && { 'require-dev': requireDev }) }
  const contents = { 'composer.json': `${JSON.stringify(json, null, 4)}\n`, ...files }
  return plainFixture('composer', `${manifest.name.replace('/', '-')}-${manifest.version}.zip`, zip(contents))
}
