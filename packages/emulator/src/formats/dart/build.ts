import { stringify } from 'yaml'
import { gzip, tar } from '../../format/archive-writers.ts'
import { type PackageFixture, type PackageOptions, plainFixture } from '../../format/package-fixture.ts'

/** Options of {@link dartPackage}: the content of its `pubspec.yaml`. Dart packages have their licence in a file `LICENSE` instead. */
export interface DartPackageOptions extends Omit<PackageOptions, 'license'> {
  /** Name to constraint, for example `^1.2.0`. */
  dependencies?: Readonly<Record<string, string>>
  /** Development dependencies, name to constraint. */
  devDependencies?: Readonly<Record<string, string>>
}

/** Builds a Dart package as uploaded by `dart pub publish`. */
export function dartPackage({ files, devDependencies, ...pubspec }: DartPackageOptions): PackageFixture {
  const manifest = { ...pubspec, environment: { sdk: '^3.0.0' }, ...(devDependencies && { dev_dependencies: devDependencies }) }
  const contents = { 'pubspec.yaml': stringify(manifest), ...files }
  return plainFixture('dart', `${pubspec.name}-${pubspec.version}.tar.gz`, gzip(tar(contents)))
}
