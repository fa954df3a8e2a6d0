import { arMembers } from '../../files/ar.ts'
import { compressionOf } from '../../files/compression.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { UnreadableError } from '../../files/unreadable.ts'

/** What streams dpkg takes behind which extension: zlib passes on what is not compressed. */
const extensions: Readonly<Record<string, readonly (string | undefined)[]>> = {
  '': [undefined],
  '.gz': ['gzip', undefined],
  '.xz': ['xz'],
  '.zst': ['zstd'],
  '.bz2': ['bzip2'],
  '.lzma': [undefined],
}
/** Long given up for the small archive. */
const notForControl: readonly string[] = ['.bz2', '.lzma']

/**
 * The control archive of a Debian binary package, as it is packed.
 *
 * Its members come in one order: `debian-binary`, `control.tar`, `data.tar`. Those that start with `_`, and any after the data, are for others.
 *
 * @throws {UnreadableError} for a package that dpkg-deb does not open
 * @see https://man7.org/linux/man-pages/man5/deb.5.html
 */
export function controlArchive(bytes: Uint8Array): Uint8Array {
  const [first, ...members] = arMembers(bytes)
  if (first?.name !== 'debian-binary')
    throw new UnreadableError('the ar archive does not start with debian-binary: it is no Debian package')
  if (!/^2\.\d+\n/.test(decodeUtf8(first.bytes.subarray(0, 40))))
    throw new UnreadableError('debian-binary says another version of the package format than 2.0')

  const parts: Uint8Array[] = []
  for (const { name, bytes: packed } of members) {
    const [, part, extension = ''] = /^(control|data)\.tar(.*)$/.exec(name) ?? []
    if (part === undefined && (name.startsWith('_') || parts.length === 2)) continue
    const expected = (['control', 'data'] as const)[parts.length]
    // Behind the data, dpkg sees no second control archive, but apt does.
    if (part === undefined || part !== expected)
      throw new UnreadableError(`the Debian package has ${name} where ${expected ? `${expected}.tar` : 'nothing'} should be`)
    const isUnknown = !extensions[extension] || (part === 'control' && notForControl.includes(extension))
    if (isUnknown) throw new UnreadableError(`${name} is compressed in a way that dpkg does not know: use gz, xz or zst`)
    if (!extensions[extension]?.includes(compressionOf(packed)))
      throw new UnreadableError(`${name} is not compressed as its name says`)
    parts.push(packed)
  }
  const [control, data] = parts
  if (!control || !data) throw new UnreadableError(`the Debian package has no ${control ? 'data' : 'control'} archive`)
  return control
}
