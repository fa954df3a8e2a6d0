import { stringify } from 'yaml'
import { gzip, tar } from '../../format/archive-writers.ts'
import { type PackageFixture, type PackageOptions, plainFixture } from '../../format/package-fixture.ts'

/** What goes into the `pubspec.yaml` of {@link dartPackage}; Dart has the licence in a file `LICENSE` instead. */
export interface DartPackageOptions extends Omit<PackageOptions, 'license'> {
  /** Name to constraint, for example `^1.2.0`. */
  dependencies?: Readonly<Record<string, string>>
  devDependencies?: Readonly<Record<string, string>>
}

/** Makes a Dart package, as `dart pub publish` uploads it. */
export function dartPackage({ files, devDependencies, ...pubspec }: DartPackageOptions): PackageFixture {
  const manifest = { ...pubspec, environment: { sdk: '^3.0.0' }, ...(devDependencies && { dev_dependencies: devDependencies }) }
  const contents = { 'pubspec.yaml': stringify(manifest), ...files }
  return plainFixture('dart', `${pubspec.name}-${pubspec.version}.tar.gz`, gzip(tar(contents)))
}
