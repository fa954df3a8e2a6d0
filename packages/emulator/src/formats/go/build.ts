import { zip } from '../../format/archive-writers.ts'
import { type FixtureFiles, inFolder, type PackageFixture, plainFixture } from '../../format/package-fixture.ts'

/** What goes into the `go.mod` of {@link goModule}. */
export interface GoModuleOptions {
  /** The module's path, for example `example.org/acme/api`. */
  name: string
  /** With its `v`. */
  version: string
  /** Module to least version. */
  dependencies?: Readonly<Record<string, string>>
  /** Further files, by path inside the module. */
  files?: FixtureFiles
}

/** Makes a Go module zip, as a module proxy serves it. */
export function goModule({ name, version, dependencies = {}, files }: GoModuleOptions): PackageFixture {
  const required = Object.entries(dependencies).map(([path, least]) => `\t${path} ${least}\n`)
  const requirements = required.length > 0 ? `\nrequire (\n${required.join('')})\n` : ''
  const contents = { 'go.mod': `module ${name}\n\ngo 1.21\n${requirements}`, ...files }
  return plainFixture('go', `${version}.zip`, zip(inFolder(`${name}@${version}`, contents)))
}
