import { arMembers } from '../../files/ar.ts'
import { compressionOf } from '../../files/compression.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { UnreadableError } from '../../files/unreadable.ts'

/** The compressions that dpkg accepts for each extension: zlib also passes uncompressed data on. */
const extensions: Readonly<Record<string, readonly (string | undefined)[]>> = {
  '': [undefined],
  '.gz': ['gzip', undefined],
  '.xz': ['xz'],
  '.zst': ['zstd'],
  '.bz2': ['bzip2'],
  '.lzma': [undefined],
}
/** No longer supported for the control archive. */
const notForControl: readonly string[] = ['.bz2', '.lzma']

/**
 * Returns the compressed control archive of a Debian binary package.
 *
 * The order of the members is fixed: `debian-binary`, `control.tar`, `data.tar`. Members that start with `_`, and any after the data, are ignored.
 *
 * @throws {UnreadableError} if dpkg-deb would not open the package
 * @see https://man7.org/linux/man-pages/man5/deb.5.html
 */
export function controlArchive(bytes: Uint8Array): Uint8Array {
  const [first, ...members] = arMembers(bytes)
  if (first?.name !== 'debian-binary')
    throw new UnreadableError('the ar archive does not start with debian-binary: it is not a Debian package')
  if (!/^2\.\d+\n/.test(decodeUtf8(first.bytes.subarray(0, 40))))
    throw new UnreadableError('debian-binary says another version of the package format than 2.0')

  const parts: Uint8Array[] = []
  for (const { name, bytes: packed } of members) {
    const [, part, extension = ''] = /^(control|data)\.tar(.*)$/.exec(name) ?? []
    if (part === undefined && (name.startsWith('_') || parts.length === 2)) continue
    const expected = (['control', 'data'] as const)[parts.length]
    // dpkg ignores a second control archive after the data, but apt does not.
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
