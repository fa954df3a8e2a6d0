import { readTar } from '../../../files/archive.ts'
import { limitsOfWhole } from '../../../files/limits.ts'
import { parseTomlTable } from '../../../files/toml.ts'
import type { Table } from '../../../files/tree.ts'
import type { NativePackage } from '../../../format/native-package.ts'

/** A cache of parsed crates, by their bytes. */
const known = new WeakMap<Uint8Array, Promise<Table>>()

/** The `Cargo.toml` of a crate; an empty table if its bytes are not here. */
export function cargoTomlOf({ files: [{ bytes }] }: NativePackage): Promise<Table> {
  if (bytes === undefined) return Promise.resolve({})
  // A file that cannot be read provides nothing.
  const read = known.get(bytes) ?? readCargoToml(bytes).catch((): Table => ({}))
  known.set(bytes, read)
  return read
}

async function readCargoToml(bytes: Uint8Array): Promise<Table> {
  const { files } = await readTar(bytes, (path) => path.split('/').length === 2 && path.endsWith('/Cargo.toml'), {
    limits: limitsOfWhole(),
  })
  const [manifest] = files.values()
  return manifest === undefined ? {} : parseTomlTable(manifest, 'Cargo.toml')
}
