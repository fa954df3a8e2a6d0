import { readZip } from '../../../files/archive.ts'
import { isTable } from '../../../files/tree.ts'
import type { NativePackage } from '../../../format/native-package.ts'

/**
 * The `go.mod` of a module: the one in its zip, for a module of an upstream the one of its proxy, else one that is generated. A module from before
 * `go.mod` existed gets a single line.
 */
export function goModOf({ name, version, files, told, manifest }: NativePackage): Uint8Array | string {
  const { bytes } = files[0]
  const path = `${name}@${version}/go.mod`
  const own = bytes && readZip(bytes, (entry) => entry === path).files.get(path)
  // Unchanged, because go compares its checksum.
  const foreign = isTable(told) && told.mod instanceof Uint8Array ? told.mod : undefined
  const required = (bytes === undefined ? manifest?.dependencies : undefined) ?? []
  return own ?? foreign ?? [`module ${name}`, ...required.map(lineOf), ''].join('\n')
}

const lineOf = (dependency: { readonly name: string; readonly version: string | null }) =>
  `require ${dependency.name} ${dependency.version ?? 'v0.0.0'}`
