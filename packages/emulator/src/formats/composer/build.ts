import { zip } from '../../format/archive-writers.ts'
import { type PackageFixture, type PackageOptions, plainFixture } from '../../format/package-fixture.ts'

/** What goes into the `composer.json` of {@link composerPackage}. */
export interface ComposerPackageOptions extends PackageOptions {
  /** Name to constraint, for example `^2.0`; `php` and `ext-…` are the platform. */
  require?: Readonly<Record<string, string>>
  requireDev?: Readonly<Record<string, string>>
}

/** Makes a Composer package, as `composer archive` would; its name is `vendor/package`. */
export function composerPackage({ files, requireDev, ...manifest }: ComposerPackageOptions): PackageFixture {
  const json = { ...manifest, ...(requireDev && { 'require-dev': requireDev }) }
  const contents = { 'composer.json': `${JSON.stringify(json, null, 4)}\n`, ...files }
  return plainFixture('composer', `${manifest.name.replace('/', '-')}-${manifest.version}.zip`, zip(contents))
}
