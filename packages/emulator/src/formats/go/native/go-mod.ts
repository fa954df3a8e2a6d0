import { readZip } from '../../../files/archive.ts'
import { isTable } from '../../../files/tree.ts'
import type { NativePackage } from '../../../format/native-package.ts'

/**
 * The `go.mod` of a module: that in its zip, of an upstream's what its proxy says, and else one of what is known. A module from before there
 * were any has one line.
 */
export function goModOf({ name, version, files, told, manifest }: NativePackage): Uint8Array | string {
  const { bytes } = files[0]
  const path = `${name}@${version}/go.mod`
  const own = bytes && readZip(bytes, (entry) => entry === path).files.get(path)
  // As it came: go holds its checksum against what it knows.
  const foreign = isTable(told) && told.mod instanceof Uint8Array ? told.mod : undefined
  const required = (bytes === undefined ? manifest?.dependencies : undefined) ?? []
  return own ?? foreign ?? [`module ${name}`, ...required.map(lineOf), ''].join('\n')
}

const lineOf = (dependency: { readonly name: string; readonly version: string | null }) =>
  `require ${dependency.name} ${dependency.version ?? 'v0.0.0'}`
