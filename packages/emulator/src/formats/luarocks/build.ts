import { zip } from '../../format/archive-writers.ts'
import { type PackageFixture, type PackageOptions, plainFixture } from '../../format/package-fixture.ts'

/** Options of {@link luarocksRock}: the content of its rockspec. */
export interface LuarocksRockOptions extends PackageOptions {
  /** Including the revision, for example `1.0-1`. */
  version: string
  /** For example `lua >= 5.1` or `penlight ~> 1.5`. */
  dependencies?: readonly string[]
}

/** Builds a source rock like `luarocks pack`: the rockspec and the source in a zip archive. */
export function luarocksRock(options: LuarocksRockOptions): PackageFixture {
  const { name, version, files } = options
  const stem = `${name}-${version}`
  return plainFixture('luarocks', `${stem}.src.rock`, zip({ [`${stem}.rockspec`]: rockspec(options), ...files }))
}

function rockspec({ name, version, license, description = name, dependencies = [] }: LuarocksRockOptions): string {
  const text = JSON.stringify
  return [
    'rockspec_format = "3.0"',
    `package = ${text(name)}`,
    `version = ${text(version)}`,
    `source = {\n  url = ${text(`https://example.org/${name}-${version}.tar.gz`)},\n}`,
    `description = {\n  summary = ${text(description)},${license === undefined ? '' : `\n  license = ${text(license)},`}\n}`,
    `dependencies = {\n${dependencies.map((each) => `  ${text(each)},\n`).join('')}}`,
    `build = {\n  type = "builtin",\n  modules = {},\n}\n`,
  ].join('\n')
}
