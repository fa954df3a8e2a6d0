import { createHash } from 'node:crypto'
import { concat, toBytes } from '../../format/archive-writers.ts'
import type { PackageFixture } from '../../format/package-fixture.ts'

/** Options of {@link nixArchive}. */
export interface NixArchiveOptions {
  name: string
  version: string
  /** Content of the only file in the store path; text is written as UTF-8. */
  content?: string | Uint8Array
}

/**
 * Builds an archive of one file in a Nix store, and its description in a binary cache (`narinfo_file`). The hashes are not those that Nix would
 * compute.
 */
export function nixArchive({ name, version, content = `${name}\n` }: NixArchiveOptions): PackageFixture {
  const bytes = concat(['nix-archive-1', '(', 'type', 'regular', 'contents', content, ')'].map(word))
  const digest = createHash('sha256').update(bytes).digest('hex')
  const filename = `${name}-${version}.nar`
  // The letters e, o, t and u are not in Nix's alphabet.
  const store = digest.replaceAll('e', 'x').slice(0, 32)
  const info = {
    StorePath: `/nix/store/${store}-${name}-${version}`,
    URL: `nar/${filename}`,
    Compression: 'none',
    FileHash: `sha256:${digest}`,
    FileSize: bytes.length,
    NarHash: `sha256:${digest}`,
    NarSize: bytes.length,
    References: '',
  }
  const lines = Object.entries(info).map(([field, value]) => `${field}: ${value}\n`)
  const narinfo = { filename: `${store}.narinfo`, bytes: toBytes(lines.join('')) }
  return { format: 'nix', filename, bytes, fields: { version }, extra: { narinfo_file: narinfo } }
}

/** A word of an archive: its length in eight bytes, and its content, padded to a multiple of eight. */
export function word(content: string | Uint8Array): Uint8Array {
  const bytes = toBytes(content)
  const whole = new Uint8Array(8 + Math.ceil(bytes.length / 8) * 8)
  new DataView(whole.buffer).setBigUint64(0, BigInt(bytes.length), true)
  whole.set(bytes, 8)
  return whole
}
