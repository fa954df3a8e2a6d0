import { zip } from '../../format/archive-writers.ts'
import { type FixtureFiles, inFolder, type PackageFixture, plainFixture } from '../../format/package-fixture.ts'

/** Options of {@link goModule}: the content of its `go.mod`. */
export interface GoModuleOptions {
  /** The module path, for example `example.org/acme/api`. */
  name: string
  /** Including the `v`. */
  version: string
  /** Module to minimum version. */
  dependencies?: Readonly<Record<string, string>>
  /** Further files, by path inside the module. */
  files?: FixtureFiles
}

/** Builds a Go module zip, as served by a module proxy. */
export function goModule({ name, version, dependencies = {}, files }: GoModuleOptions): PackageFixture {
  const required = Object.entries(dependencies).map(([path, least]) => `\t${path} ${least}\n`)
  const requirements = required.length > 0 ? `\nrequire (\n${required.join('')})\n` : ''
  const contents = { 'go.mod': `module ${name}\n\ngo 1.21\n${requirements}`, ...files }
  return plainFixture('go', `${version}.zip`, zip(inFolder(`${name}@${version}`, contents)))
}
