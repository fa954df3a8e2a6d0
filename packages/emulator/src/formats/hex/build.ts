import { createHash } from 'node:crypto'
import { concat, gzip, tar, toBytes } from '../../format/archive-writers.ts'
import { type PackageFixture, type PackageOptions, plainFixture } from '../../format/package-fixture.ts'

/** Options of {@link hexPackage}: the content of its `metadata.config`. */
export interface HexPackageOptions extends PackageOptions {
  /** Name to requirement, for example `~> 1.0`. */
  requirements?: Readonly<Record<string, string>>
}

/** Builds a Hex package like `mix hex.build`. */
export function hexPackage(options: HexPackageOptions): PackageFixture {
  const { name, version, license, description = name, requirements = {}, files = {} } = options
  const required = Object.entries(requirements).map(
    ([each, wanted]) =>
      `[{<<"name">>,${binary(each)}},{<<"app">>,${binary(each)}},{<<"optional">>,false},` +
      `{<<"requirement">>,${binary(wanted)}},{<<"repository">>,<<"hexpm">>}]`,
  )
  const metadata = [
    `{<<"name">>,${binary(name)}}.`,
    `{<<"version">>,${binary(version)}}.`,
    `{<<"app">>,${binary(name)}}.`,
    `{<<"description">>,${binary(description)}}.`,
    `{<<"licenses">>,[${license === undefined ? '' : binary(license)}]}.`,
    `{<<"files">>,[${Object.keys(files).map(binary).join(',')}]}.`,
    `{<<"requirements">>,[${required.join(',')}]}.`,
  ]
  const parts = { VERSION: '3', 'metadata.config': `${metadata.join('\n')}\n`, 'contents.tar.gz': gzip(tar(files)) }
  const checksum = createHash('sha256').update(concat(Object.values(parts).map(toBytes)))
  const contents = { ...parts, CHECKSUM: checksum.digest('hex').toUpperCase() }
  return plainFixture('hex', `${name}-${version}.tar`, tar(contents))
}

function binary(text: string): string {
  return `<<"${text.replace(/["\\]/g, '\\$&')}"/utf8>>`
}
