import { gzipSync, type Zippable, zipSync } from 'fflate'
import type { FixtureFiles } from './package-fixture.ts'

const blockSize = 512
const encoder = new TextEncoder()

/** The bytes of a file in a fixture. */
export function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? encoder.encode(content) : content
}

/**
 * Writes a tar archive (ustar) in which all files date from 1970-01-01.
 *
 * Written here because fixtures are built in tables and at module scope, where an asynchronous writer would be inconvenient.
 *
 * @throws {RangeError} if a path is longer than 100 bytes
 */
export function tar(files: FixtureFiles): Uint8Array {
  return concat(tarParts(files))
}

/** Like {@link tar}, but returns the parts, for callers that join them in other memory. @throws {RangeError} likewise */
export function tarParts(files: FixtureFiles): Uint8Array[] {
  const blocks = Object.entries(files).flatMap(([path, content]) => {
    const bytes = toBytes(content)
    return [tarHeader(path, bytes.length), bytes, new Uint8Array(-bytes.length & (blockSize - 1))]
  })
  return [...blocks, new Uint8Array(2 * blockSize)]
}

/** @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06 */
function tarHeader(path: string, size: number): Uint8Array {
  const name = encoder.encode(path)
  if (name.length > 100) throw new RangeError(`A fixture's paths have at most 100 bytes: ${path}`)
  const octal = (value: number, digits: number) => encoder.encode(value.toString(8).padStart(digits, '0'))

  const header = new Uint8Array(blockSize)
  header.set(name)
  header.set(octal(0o644, 7), 100)
  header.set(octal(0, 7), 108)
  header.set(octal(0, 7), 116)
  header.set(octal(size, 11), 124)
  header.set(octal(0, 11), 136)
  header.set(encoder.encode('        0'), 148)
  header.set(encoder.encode('ustar\u000000'), 257)
  const checksum = header.reduce((sum, byte) => sum + byte, 0)
  header.set(encoder.encode(`${checksum.toString(8).padStart(6, '0')}\0 `), 148)
  return header
}

/** Compresses to gzip without a time in the header. Implemented in JavaScript, because the output of zlib differs between builds of Node. */
export function gzip(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { mtime: 0 })
}

/** Writes a zip archive in which all entries have the earliest time that the format supports. */
export function zip(files: FixtureFiles): Uint8Array {
  const entries: Zippable = Object.fromEntries(Object.entries(files).map(([path, content]) => [path, toBytes(content)]))
  // Zip archives contain local times: created as local time, the stamp is the same in every time zone.
  return zipSync(entries, { mtime: new Date(1980, 0, 1) })
}

/** Writes a Unix `ar` archive, the outer layer of a Debian package. */
export function ar(members: FixtureFiles): Uint8Array {
  const parts = Object.entries(members).flatMap(([name, content]) => {
    const bytes = toBytes(content)
    const columns = [
      name.padEnd(16),
      '0'.padEnd(12),
      '0'.padEnd(6),
      '0'.padEnd(6),
      '100644'.padEnd(8),
      `${bytes.length}`.padEnd(10),
    ]
    return [encoder.encode(`${columns.join('')}\`\n`), bytes, encoder.encode(bytes.length % 2 ? '\n' : '')]
  })
  return concat([encoder.encode('!<arch>\n'), ...parts])
}

/** Joins byte arrays. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}
