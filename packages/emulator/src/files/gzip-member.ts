import zlib from 'node:zlib'
import { type ArchiveLimits, limitsInForce, tooLarge, unpackedBudget } from './limits.ts'
import { UnreadableError } from './unreadable.ts'

const headerSize = 10
const trailerSize = 8
const flags = { headerCrc: 2, extra: 4, name: 8, comment: 16 }

/**
 * Unpacks the first of several concatenated gzip streams, and returns how many bytes it occupied. Its size is limited by `wanted`.
 *
 * @throws {UnreadableError} if it is not gzip, damaged, truncated, or unpacks to more than the limits allow
 * @see https://www.rfc-editor.org/rfc/rfc1952
 */
export function firstGzipMember(
  bytes: Uint8Array,
  limits: ArchiveLimits = limitsInForce(),
): { plain: Uint8Array; length: number } {
  const maxOutputLength = Math.min(limits.wanted, unpackedBudget(bytes.length, limits))
  try {
    const start = bodyStart(bytes)
    const { buffer, engine } = zlib.inflateRawSync(bytes.subarray(start), { maxOutputLength, info: true }) as unknown as Inflated
    const length = start + engine.bytesWritten + trailerSize
    const trailer = new DataView(bytes.buffer, bytes.byteOffset + length - trailerSize, trailerSize)
    if (trailer.getUint32(0, true) === zlib.crc32(buffer)) return { plain: buffer, length }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge('the gzip stream', maxOutputLength)
  }
  throw new UnreadableError('the gzip stream is damaged or cut short')
}

/** The result with the option `info`, which Node's types lack. */
interface Inflated {
  buffer: Uint8Array
  /** `bytesWritten` is what was written to the engine: the compressed bytes. */
  engine: { bytesWritten: number }
}

function bodyStart(bytes: Uint8Array): number {
  const [first, second, method, flag = 0] = bytes
  if (first !== 0x1f || second !== 0x8b || method !== 8) throw new UnreadableError('the file is not a gzip stream')
  let start = headerSize
  if (flag & flags.extra) start += 2 + (bytes[start] ?? 0) + 256 * (bytes[start + 1] ?? 0)
  for (const text of [flags.name, flags.comment]) if (flag & text) start = bytes.indexOf(0, start) + 1
  return flag & flags.headerCrc ? start + 2 : start
}
