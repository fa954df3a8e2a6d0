import { readTar } from '../../../files/archive.ts'
import { limitsOfWhole } from '../../../files/limits.ts'
import { parseTomlTable } from '../../../files/toml.ts'
import type { Table } from '../../../files/tree.ts'
import type { NativePackage } from '../../../format/native-package.ts'

/** What a crate says of itself: read once, as long as somebody has its bytes. */
const known = new WeakMap<Uint8Array, Promise<Table>>()

/** What the `Cargo.toml` of a crate says; nothing of one whose bytes are not here. */
export function cargoTomlOf({ files: [{ bytes }] }: NativePackage): Promise<Table> {
  if (bytes === undefined) return Promise.resolve({})
  // What cannot be read after all says nothing.
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
