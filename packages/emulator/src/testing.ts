/**
 * Builders of real package files in memory, for tests of anything that uploads, reads, scans or promotes packages.
 *
 * @module
 */

export type { FixtureFiles, PackageFixture, PackageOptions } from './format/package-fixture.ts'
export type { UploadedFile } from './format/types.ts'
export { type AlpinePackageOptions, alpinePackage } from './formats/alpine/build.ts'
export { type CargoCrateOptions, cargoCrate } from './formats/cargo/build.ts'
export { type CocoapodsPodOptions, cocoapodsPod } from './formats/cocoapods/build.ts'
export { type ComposerPackageOptions, composerPackage } from './formats/composer/build.ts'
export { type ConanPackageOptions, conanPackage } from './formats/conan/build.ts'
export { type CondaPackageOptions, condaPackage } from './formats/conda/build.ts'
export { type CranPackageOptions, cranPackage } from './formats/cran/build.ts'
export { type DartPackageOptions, dartPackage } from './formats/dart/build.ts'
export { type DebPackageOptions, debPackage } from './formats/deb/build.ts'
export { type DebSourceOptions, debSource } from './formats/deb/build-source.ts'
export { type DockerImageOptions, dockerImage } from './formats/docker/build.ts'
export { type DockerIndexOptions, dockerIndex } from './formats/docker/build-index.ts'
export { type GenericFileOptions, genericFile } from './formats/generic/build.ts'
export { type GoModuleOptions, goModule } from './formats/go/build.ts'
export { type HelmChartOptions, helmChart } from './formats/helm/build.ts'
export { type HexPackageOptions, hexPackage } from './formats/hex/build.ts'
export { huggingfaceModel } from './formats/huggingface/build.ts'
export { type LuarocksRockOptions, luarocksRock } from './formats/luarocks/build.ts'
export {
  type MavenCoordinates,
  type MavenDependency,
  type MavenJarOptions,
  type MavenPomOptions,
  mavenJar,
  mavenPom,
} from './formats/maven/build.ts'
export { mcpBundle } from './formats/mcp/build.ts'
export { type NixArchiveOptions, nixArchive } from './formats/nix/build.ts'
export { type NpmPackageOptions, npmPackage } from './formats/npm/build.ts'
export { type NugetPackageOptions, nugetPackage, nugetSymbols } from './formats/nuget/build.ts'
export { p2Bundle } from './formats/p2/build.ts'
export { type PythonPackageOptions, pythonSdist, pythonWheel } from './formats/python/build.ts'
export { type RawFileOptions, rawFile } from './formats/raw/build.ts'
export { type RpmPackageOptions, rpmPackage } from './formats/rpm/build.ts'
export { type RubyGemOptions, rubyGem } from './formats/ruby/build.ts'
export { agentSkill } from './formats/skills/build.ts'
export { type SwiftPackageOptions, swiftPackage } from './formats/swift/build.ts'
export { type TerraformModuleOptions, terraformModule } from './formats/terraform/build.ts'
export { type VagrantBoxOptions, vagrantBox } from './formats/vagrant/build.ts'
export { type VsxExtensionOptions, vsxExtension } from './formats/vsx/build.ts'
