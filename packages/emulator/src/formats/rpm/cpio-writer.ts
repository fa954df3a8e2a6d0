import { concat, toBytes } from '../../format/archive-writers.ts'
import type { FixtureFiles } from '../../format/package-fixture.ts'

/** Writes a cpio archive in the format `newc`, the payload of an RPM package. @see https://man7.org/linux/man-pages/man5/cpio.5.html */
export function cpio(files: FixtureFiles): Uint8Array {
  const entries = Object.entries(files).map(([path, content], index) => entry(path, toBytes(content), index + 1, 0o100644))
  return concat([...entries, entry('TRAILER!!!', new Uint8Array(), 0, 0)])
}

function entry(path: string, bytes: Uint8Array, inode: number, mode: number): Uint8Array {
  const name = toBytes(`${path}\0`)
  const fields = [inode, mode, 0, 0, 1, 0, bytes.length, 0, 0, 0, 0, name.length, 0]
  const header = toBytes(`070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`)
  return concat([padded(concat([header, name])), padded(bytes)])
}

function padded(bytes: Uint8Array): Uint8Array {
  return concat([bytes, new Uint8Array(-bytes.length & 3)])
}
