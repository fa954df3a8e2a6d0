import { type ArchiveLimits, tooMany } from './limits.ts'
import { decodeUtf8 } from './text.ts'
import { UnreadableError } from './unreadable.ts'

/** An entry in the central directory of a zip archive. */
export interface ZipRecord {
  path: string
  /** Unpacked size in bytes. */
  size: number
  packedSize: number
  crc32: number
  method: number
  isEncrypted: boolean
  /** Offset of its local header in the file. */
  local: number
}

/** The position of the central directory in the file. */
interface Directory {
  start: number
  end: number
  count: number
  /** Bytes before the archive that its offsets do not count, such as a launch script or a self-extractor. */
  prefix: number
}

const endRecord = { signature: 0x06054b50, size: 22 }
const zip64Locator = { signature: 0x07064b50, size: 20 }
const zip64EndRecord = { signature: 0x06064b50, size: 56 }
const directoryRecord = { signature: 0x02014b50, size: 46 }
/** The size of an end record with the longest comment. */
export const longestEnd = endRecord.size + 0xffff
/** Values that mean that the number is in the zip64 records instead. */
const elsewhere = { short: 0xffff, long: 0xffffffff }
const zip64Field = 1

/**
 * Lists the central directory of a zip archive, which zip tools rely on. Supports zip64, a comment at the end, and bytes before the start.
 *
 * @throws {UnreadableError} if it is missing, damaged or ambiguous, or has too many entries
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT sections 4.3.12 to 4.3.16 and 4.5.3
 */
export function* zipRecords(bytes: Uint8Array, { entries }: ArchiveLimits): Generator<ZipRecord> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { start, end, count, prefix } = findDirectory(view)
  if (count > entries) throw tooMany(entries)
  let offset = start
  for (let index = 0; index < count; index++) {
    if (!startsRecord(view, offset, directoryRecord))
      throw new UnreadableError(`the zip directory is damaged at entry ${index + 1}`)
    const nameStart = offset + directoryRecord.size
    const extraStart = nameStart + view.getUint16(offset + 28, true)
    const next = extraStart + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true)
    if (next > end) throw new UnreadableError(`the zip directory is damaged at entry ${index + 1}`)
    const path = decodeUtf8(bytes.subarray(nameStart, extraStart))
    const long = zip64Numbers(view, extraStart, extraStart + view.getUint16(offset + 30, true))
    const numberAt = (at: number) => {
      const value = view.getUint32(offset + at, true)
      return value === elsewhere.long ? (long.shift() ?? value) : value
    }
    // In the order of the zip64 field.
    const [size, packedSize, local] = [numberAt(24), numberAt(20), numberAt(42)]
    yield {
      path,
      size,
      packedSize,
      local: local + prefix,
      crc32: view.getUint32(offset + 16, true),
      method: view.getUint16(offset + 10, true),
      isEncrypted: (view.getUint16(offset + 8, true) & 1) === 1,
    }
    offset = next
  }
  if (offset !== end) throw new UnreadableError('the zip directory has another size than its entries')
}

/** The number of entries that the central directory states. @throws {UnreadableError} like {@link zipRecords} */
export function zipCount(bytes: Uint8Array): number {
  return findDirectory(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)).count
}

function findDirectory(view: DataView): Directory {
  const record = findEnd(view)
  const short = (at: number) => view.getUint16(record + at, true)
  const long = (at: number) => view.getUint32(record + at, true)
  if (short(4) !== short(6) && short(4) !== elsewhere.short) throw new UnreadableError('the zip archive is one part of several')
  const zip64 = findZip64End(view, record)
  const [end, count, size, offset] = zip64 ?? [record, short(10), long(12), long(16)]
  const start = end - size
  // The directory ends where its end record starts, whatever precedes the archive.
  if (start < offset) throw new UnreadableError('the zip directory is not where its end says, or the archive is cut short')
  return { start, end, count, prefix: start - offset }
}

/** The end record is followed by the archive's comment, which may look like an end record. */
function findEnd(view: DataView): number {
  const found: number[] = []
  const last = view.byteLength - endRecord.size
  for (let offset = last; offset >= 0 && offset >= view.byteLength - longestEnd; offset--) {
    if (view.getUint32(offset, true) === endRecord.signature) found.push(offset)
  }
  const beyondFile = (offset: number) => offset + endRecord.size + view.getUint16(offset + 20, true) - view.byteLength
  const [end, ...earlier] = found
  // Some tools search from the back, others check the length of the comment: they would open two different archives.
  if (earlier.some((offset) => beyondFile(offset) === 0))
    throw new UnreadableError('the zip archive has two ends: pack it again without a comment')
  if (end === undefined || beyondFile(end) > 0) throw new UnreadableError('the file is not a zip archive, or it is cut short')
  return end
}

/** End, count, size and offset of the directory, if they are too large for the end record. */
function findZip64End(view: DataView, end: number): readonly [number, number, number, number] | undefined {
  const locator = end - zip64Locator.size
  if (locator < 0 || !startsRecord(view, locator, zip64Locator)) return undefined
  // It is directly before its locator, except for later additions, and has another offset if bytes precede the archive.
  const stated = number64(view, locator + 8)
  const candidates = [locator - zip64EndRecord.size, stated]
  const record = candidates.find((offset) => offset >= 0 && startsRecord(view, offset, zip64EndRecord))
  if (record === undefined) throw new UnreadableError('the zip64 directory is not where its locator says')
  return [record, number64(view, record + 32), number64(view, record + 40), number64(view, record + 48)]
}

/** The numbers in the zip64 field of an entry. */
function zip64Numbers(view: DataView, start: number, end: number): number[] {
  for (let offset = start; offset + 4 <= end; ) {
    const [id, length] = [view.getUint16(offset, true), view.getUint16(offset + 2, true)]
    const count = Math.floor(Math.min(length, end - offset - 4) / 8)
    if (id === zip64Field) return Array.from({ length: count }, (_, index) => number64(view, offset + 4 + 8 * index))
    offset += 4 + length
  }
  return []
}

function number64(view: DataView, offset: number): number {
  const value = view.getUint32(offset + 4, true) * 2 ** 32 + view.getUint32(offset, true)
  if (!Number.isSafeInteger(value)) throw new UnreadableError('the zip64 directory is damaged')
  return value
}

/** Whether a record of this type starts here, with its complete fixed part. */
export function startsRecord(view: DataView, offset: number, record: { signature: number; size: number }): boolean {
  return offset + record.size <= view.byteLength && view.getUint32(offset, true) === record.signature
}
