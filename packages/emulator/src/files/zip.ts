import zlib from 'node:zlib'
import { giveBack } from '../core/memory.ts'
import { type Pieces, pieceSize, through } from './compression.ts'
import type { ArchiveLimits } from './limits.ts'
import type { Sink } from './parser.ts'
import { decodeUtf8 } from './text.ts'
import { UnreadableError } from './unreadable.ts'
import { longestEnd, startsRecord, type ZipRecord, zipRecords } from './zip-directory.ts'

/** A file or folder of a zip archive, not yet unpacked. */
export interface ZipEntry {
  path: string
  /** The unpacked size in bytes that the archive declares; `read` checks it. */
  size: number
  isEncrypted: boolean
  /** Whether it is uncompressed, so that reading it takes no memory. */
  isStored: boolean
  /** Unpacks the entry. @throws {UnreadableError} if its size or CRC-32 differ from the declared ones, or the method is not deflate */
  read(): Uint8Array
  /**
   * Like `read`, piece by piece, for compressed entries that may be large. Errors are only known at the end. @throws {UnreadableError} like `read`
   */
  pieces(): Pieces
}

const localEntry = { signature: 0x04034b50, size: 30 }
const method = { stored: 0, deflated: 8 }

/** Whether these bytes start like a zip archive. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b
}

/** Whether these bytes end like a zip archive; something else may precede it. */
export function endsLikeZip(bytes: Uint8Array): boolean {
  const end = bytes.subarray(-longestEnd)
  return Buffer.from(end.buffer, end.byteOffset, end.length).includes('PK\x05\x06')
}

/**
 * Lists a zip archive by its central directory.
 *
 * Written here because the in-memory zip libraries for JavaScript check neither the CRC-32 nor the declared size, and a damaged file must not pass
 * for a package.
 *
 * @throws {UnreadableError} if the directory is missing or damaged, or an entry does not match it
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT section 4.3.7
 */
export function* zipEntries(bytes: Uint8Array, limits: ArchiveLimits): Generator<ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const records = [...zipRecords(bytes, limits)]
  requireApart(records)
  for (const record of records) {
    const { path, local, size, isEncrypted } = record
    if (!startsRecord(view, local, localEntry)) throw new UnreadableError(`${path} is not where the zip directory says`)
    // No checksum covers the name, but it is stored twice.
    if (decodeUtf8(bytes.subarray(local + localEntry.size).subarray(0, view.getUint16(local + 26, true))) !== path)
      throw new UnreadableError(`${path} has another name in its local header`)
    const isStored = record.method === method.stored
    yield {
      path,
      size,
      isEncrypted,
      isStored,
      read: () => readEntry(view, bytes, record),
      pieces: () => entryPieces(view, bytes, record),
    }
  }
}

/** Refuses overlapping entries, with which a small archive could unpack to a huge one. */
function requireApart(records: readonly ZipRecord[]): void {
  const sorted = records.toSorted((a, b) => a.local - b.local)
  for (const [index, { path, local, packedSize }] of sorted.entries()) {
    const next = sorted[index + 1]
    if (next && local + localEntry.size + packedSize > next.local)
      throw new UnreadableError(`${path} overlaps ${next.path} in the zip archive`)
  }
}

function readEntry(view: DataView, bytes: Uint8Array, record: ZipRecord): Uint8Array {
  const packed = packedBytes(view, bytes, record)
  const content = record.method === method.stored ? packed : inflate(packed, record)
  const { write, end } = check(record)
  write(content)
  end()
  return content
}

async function* entryPieces(view: DataView, bytes: Uint8Array, record: ZipRecord): AsyncGenerator<Uint8Array> {
  const packed = packedBytes(view, bytes, record)
  const { write, end } = check(record)
  try {
    for await (const piece of through(zlib.createInflateRaw({ chunkSize: pieceSize }), packed)) {
      write(piece)
      yield piece
      giveBack(piece)
    }
  } catch (cause) {
    throw otherSize(record, cause)
  }
  end()
}

/** @throws {UnreadableError} if it cannot be unpacked */
function packedBytes(view: DataView, bytes: Uint8Array, { path, local, packedSize, ...record }: ZipRecord): Uint8Array {
  if (record.isEncrypted) throw new UnreadableError(`${path} is encrypted`)
  if (record.method !== method.stored && record.method !== method.deflated)
    throw new UnreadableError(`${path} is compressed by method ${record.method}, which is not read: use deflate`)
  const start = local + localEntry.size + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  return bytes.subarray(start, start + packedSize)
}

function inflate(packed: Uint8Array, record: ZipRecord): Uint8Array {
  try {
    // zlib requires a limit of at least one byte; the CRC-32 of an empty file is checked anyway.
    return zlib.inflateRawSync(packed, { maxOutputLength: Math.max(record.size, 1) })
  } catch (cause) {
    throw otherSize(record, cause)
  }
}

/** Checks contents against the declared size and CRC-32. */
function check(record: ZipRecord): Required<Sink> {
  let [size, crc32] = [0, 0]
  return {
    write(piece) {
      size += piece.length
      crc32 = zlib.crc32(piece, crc32)
      if (size > record.size) throw otherSize(record)
    },
    end() {
      if (size !== record.size) throw otherSize(record)
      if (crc32 !== record.crc32) throw new UnreadableError(`${record.path} is damaged: wrong CRC-32`)
    },
  }
}

function otherSize({ path }: ZipRecord, cause?: unknown): UnreadableError {
  return new UnreadableError(`${path} does not unpack to its declared size`, { cause })
}
