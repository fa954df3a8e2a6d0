import zlib from 'node:zlib'
import { decodeUtf8 } from './text.ts'
import { UnreadableError } from './unreadable.ts'

/** One file or folder of a zip archive, not yet unpacked. */
export interface ZipEntry {
  path: string
  /** Unpacked bytes, as the archive declares them; `read` holds it to that. */
  size: number
  /** Unpacks the entry. @throws {UnreadableError} when size or CRC-32 are not the declared ones, or the method is not deflate. */
  read(): Uint8Array
}

const endOfDirectory = { signature: 0x06054b50, size: 22, longestComment: 0xffff }
const directoryEntry = { signature: 0x02014b50, size: 46 }
const localEntry = { signature: 0x04034b50, size: 30 }
const method = { stored: 0, deflated: 8 }
const encryptedFlag = 1
const zip64Markers = { offset: 0xffffffff, count: 0xffff }

/** Whether these bytes start as a zip archive does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b
}

/**
 * Lists a zip archive by its central directory.
 *
 * Written here because the zip libraries for JavaScript that work in memory check neither the CRC-32 nor the declared size, and a
 * damaged file must not pass for a package. Zip64 (4 GB, 65,535 entries) and encryption are refused.
 *
 * @throws {UnreadableError} when the directory is not there or damaged, or an entry is not where or what it says
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT sections 4.3.7, 4.3.12 and 4.3.16
 */
export function* zipEntries(bytes: Uint8Array): Generator<ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  let offset = view.getUint32(end + 16, true)
  if (offset === zip64Markers.offset || count === zip64Markers.count) throw new UnreadableError('zip64 archives are not read')

  for (let index = 0; index < count; index++) {
    if (!startsRecord(view, offset, directoryEntry))
      throw new UnreadableError(`the zip directory is damaged at entry ${index + 1}`)
    const nameLength = view.getUint16(offset + 28, true)
    const nameStart = offset + directoryEntry.size
    const size = view.getUint32(offset + 24, true)
    const path = decodeUtf8(bytes.subarray(nameStart, nameStart + nameLength))
    const directory = offset
    const local = view.getUint32(directory + 42, true)
    if (!startsRecord(view, local, localEntry)) throw new UnreadableError(`${path} is not where the zip directory says`)
    // No checksum covers names, but each is there twice.
    if (decodeUtf8(bytes.subarray(local + localEntry.size).subarray(0, view.getUint16(local + 26, true))) !== path)
      throw new UnreadableError(`${path} has another name where it is stored`)
    yield { path, size, read: () => unpack(view, bytes, directory, path) }
    offset = nameStart + nameLength + view.getUint16(directory + 30, true) + view.getUint16(directory + 32, true)
  }
}

function unpack(view: DataView, bytes: Uint8Array, directory: number, path: string): Uint8Array {
  const local = view.getUint32(directory + 42, true)
  if (view.getUint16(directory + 8, true) & encryptedFlag) throw new UnreadableError(`${path} is encrypted`)

  const start = local + localEntry.size + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  const packed = bytes.subarray(start, start + view.getUint32(directory + 20, true))
  const size = view.getUint32(directory + 24, true)
  const content = inflate(packed, view.getUint16(directory + 10, true), size, path)
  if (content.length !== size) throw new UnreadableError(`${path} does not unpack to its declared size`)
  if (zlib.crc32(content) !== view.getUint32(directory + 16, true)) throw new UnreadableError(`${path} is damaged: wrong CRC-32`)
  return content
}

function inflate(packed: Uint8Array, how: number, size: number, path: string): Uint8Array {
  if (how === method.stored) return packed
  if (how !== method.deflated) throw new UnreadableError(`${path} is compressed by method ${how}, which is not read`)
  try {
    // zlib wants a limit of at least one byte; an empty file has its CRC-32 to answer for.
    return zlib.inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) })
  } catch (cause) {
    throw new UnreadableError(`${path} does not unpack to its declared size`, { cause })
  }
}

function findEnd(view: DataView): number {
  const last = view.byteLength - endOfDirectory.size
  for (let offset = last; offset >= 0 && offset >= last - endOfDirectory.longestComment; offset--) {
    if (view.getUint32(offset, true) === endOfDirectory.signature) return offset
  }
  throw new UnreadableError('the file is no zip archive, or it is cut short')
}

function startsRecord(view: DataView, offset: number, record: { signature: number; size: number }): boolean {
  return offset + record.size <= view.byteLength && view.getUint32(offset, true) === record.signature
}
