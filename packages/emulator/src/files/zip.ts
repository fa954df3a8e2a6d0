import zlib from 'node:zlib'
import type { ArchiveLimits } from './limits.ts'
import { decodeUtf8 } from './text.ts'
import { UnreadableError } from './unreadable.ts'
import { longestEnd, startsRecord, type ZipRecord, zipRecords } from './zip-directory.ts'

/** One file or folder of a zip archive, not yet unpacked. */
export interface ZipEntry {
  path: string
  /** Unpacked bytes, as the archive declares them; `read` holds it to that. */
  size: number
  isEncrypted: boolean
  /** Unpacks the entry. @throws {UnreadableError} when size or CRC-32 are not the declared ones, or the method is not deflate. */
  read(): Uint8Array
}

const localEntry = { signature: 0x04034b50, size: 30 }
const method = { stored: 0, deflated: 8 }

/** Whether these bytes start as a zip archive does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b
}

/** Whether these bytes end as a zip archive does that something stands in front of. */
export function endsLikeZip(bytes: Uint8Array): boolean {
  const end = bytes.subarray(-longestEnd)
  return Buffer.from(end.buffer, end.byteOffset, end.length).includes('PK\x05\x06')
}

/**
 * Lists a zip archive by its central directory.
 *
 * Written here because the zip libraries for JavaScript that work in memory check neither the CRC-32 nor the declared size, and a
 * damaged file must not pass for a package.
 *
 * @throws {UnreadableError} when the directory is not there or damaged, or an entry is not where or what it says
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT section 4.3.7
 */
export function* zipEntries(bytes: Uint8Array, limits: ArchiveLimits): Generator<ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const records = [...zipRecords(bytes, limits)]
  requireApart(records)
  for (const record of records) {
    const { path, local, size, isEncrypted } = record
    if (!startsRecord(view, local, localEntry)) throw new UnreadableError(`${path} is not where the zip directory says`)
    // No checksum covers names, but each is there twice.
    if (decodeUtf8(bytes.subarray(local + localEntry.size).subarray(0, view.getUint16(local + 26, true))) !== path)
      throw new UnreadableError(`${path} has another name where it is stored`)
    yield { path, size, isEncrypted, read: () => unpack(view, bytes, record) }
  }
}

/** Entries that share bytes are how a small archive unpacks to a huge one. */
function requireApart(records: readonly ZipRecord[]): void {
  const sorted = records.toSorted((a, b) => a.local - b.local)
  for (const [index, { path, local, packedSize }] of sorted.entries()) {
    const next = sorted[index + 1]
    if (next && local + localEntry.size + packedSize > next.local)
      throw new UnreadableError(`${path} overlaps ${next.path} in the zip archive`)
  }
}

function unpack(view: DataView, bytes: Uint8Array, { path, local, packedSize, size, crc32, ...record }: ZipRecord): Uint8Array {
  if (record.isEncrypted) throw new UnreadableError(`${path} is encrypted`)
  const start = local + localEntry.size + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  const content = inflate(bytes.subarray(start, start + packedSize), record.method, size, path)
  if (content.length !== size) throw new UnreadableError(`${path} does not unpack to its declared size`)
  if (zlib.crc32(content) !== crc32) throw new UnreadableError(`${path} is damaged: wrong CRC-32`)
  return content
}

function inflate(packed: Uint8Array, how: number, size: number, path: string): Uint8Array {
  if (how === method.stored) return packed
  if (how !== method.deflated) throw new UnreadableError(`${path} is compressed by method ${how}, which is not read: use deflate`)
  try {
    // zlib wants a limit of at least one byte; an empty file has its CRC-32 to answer for.
    return zlib.inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) })
  } catch (cause) {
    throw new UnreadableError(`${path} does not unpack to its declared size`, { cause })
  }
}
