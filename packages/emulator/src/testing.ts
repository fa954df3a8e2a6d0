/**
 * Real package files, made in memory: for tests of anything that uploads, reads, scans or promotes packages.
 *
 * @module
 */
export type { UploadedFile } from './formats/types.ts'
export { type DebPackageOptions, debPackage } from './testing/deb-package.ts'
export { type MavenDependency, type MavenJarOptions, mavenJar } from './testing/maven-jar.ts'
export { type NpmPackageOptions, npmPackage } from './testing/npm-package.ts'
export { type NugetPackageOptions, nugetPackage } from './testing/nuget-package.ts'
export type { FixtureFiles, PackageFixture } from './testing/package-fixture.ts'
export { type PythonPackageOptions, pythonSdist, pythonWheel } from './testing/python-package.ts'
export { type RawFileOptions, rawFile } from './testing/raw-file.ts'
