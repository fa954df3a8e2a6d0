import { gzip, tar } from '../../format/archive-writers.ts'
import { type FixtureFiles, type PackageFixture, plainFixture } from '../../format/package-fixture.ts'

/** Options of {@link terraformModule}. */
export interface TerraformModuleOptions {
  name: string
  version: string
  /** Further files, by path inside the module. */
  files?: FixtureFiles
}

/** Builds a Terraform module, whose name and version are only in its file name. */
export function terraformModule({ name, version, files }: TerraformModuleOptions): PackageFixture {
  const contents = { 'main.tf': 'terraform {\n  required_version = ">= 1.0"\n}\n', ...files }
  return plainFixture('terraform', `${name}-${version}.tgz`, gzip(tar(contents)))
}
