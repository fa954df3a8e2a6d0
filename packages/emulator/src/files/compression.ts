import zlib from 'node:zlib'
import { gathering, giveBack, passing } from '../core/memory.ts'
import { bunzip2 } from './bunzip2.ts'
import { type ArchiveLimits, limitsInForce, tooLarge, unpackedBudget } from './limits.ts'
import { bufferOf } from './text.ts'
import { UnreadableError } from './unreadable.ts'
import { unxz } from './unxz.ts'

/** Bytes in pieces. A piece is only valid until the next one is requested, because its memory is reused. */
export type Pieces = AsyncIterable<Uint8Array>

type Unpack = (bytes: Uint8Array, budget: number) => Pieces

/**
 * Up to this many bytes are unpacked synchronously, because switching to another thread takes longer. Even a bomb of this size unpacks in
 * milliseconds.
 */
const unpackedAtOnce = 16 * 1024

/** Bytes per piece. */
export const pieceSize = 256 * 1024

const compressions: readonly { name: string; magic: readonly number[]; unpack: Unpack }[] = [
  { name: 'gzip', magic: [0x1f, 0x8b], unpack: gunzip },
  { name: 'xz', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], unpack: unxz },
  { name: 'zstd', magic: [0x28, 0xb5, 0x2f, 0xfd], unpack: unzstd },
  { name: 'bzip2', magic: [0x42, 0x5a, 0x68], unpack: bunzip2 },
]

/**
 * Unpacks gzip, bzip2, xz or zstd, recognised by their first bytes, piece by piece. Anything else counts as uncompressed, and is a single piece.
 *
 * @throws {UnreadableError} if the stream is damaged or truncated, or as soon as it exceeds the limits
 */
export async function* unpack(bytes: Uint8Array, limits: ArchiveLimits = limitsInForce()): AsyncGenerator<Uint8Array> {
  const compression = find(bytes)
  if (!compression) return yield bytes
  const budget = unpackedBudget(bytes.length, limits)
  let size = 0
  try {
    for await (const piece of compression.unpack(bytes, budget)) {
      size += piece.length
      if (size > budget) throw tooLarge(`the ${compression.name} stream`, budget)
      yield piece
      giveBack(piece)
    }
  } catch (error) {
    if (error instanceof UnreadableError) throw error
    if (isBufferTooLarge(error)) throw tooLarge(`the ${compression.name} stream`, budget)
    throw new UnreadableError(`the ${compression.name} stream is damaged or cut short`, { cause: error })
  }
}

/**
 * Unpacks something small completely. Its size is limited by {@link ArchiveLimits.wanted}.
 *
 * @throws {UnreadableError} like {@link unpack}
 */
export async function unpackWhole(bytes: Uint8Array, limits: ArchiveLimits = limitsInForce()): Promise<Uint8Array> {
  if (!find(bytes)) return bytes
  const pieces = gathering()
  for await (const piece of unpack(bytes, { ...limits, unpacked: Math.min(limits.wanted, limits.unpacked) }))
    pieces.add(new Uint8Array(piece))
  return pieces.joinedAfter(new Uint8Array(), passing)
}

/** The compression of a stream; undefined if it seems to be uncompressed. */
export function compressionOf(bytes: Uint8Array): string | undefined {
  return find(bytes)?.name
}

function find(bytes: Uint8Array) {
  return compressions.find(({ magic }) => magic.every((byte, index) => bytes[index] === byte))
}

async function* gunzip(bytes: Uint8Array, maxOutputLength: number): AsyncGenerator<Uint8Array> {
  if (bytes.length <= unpackedAtOnce) yield zlib.gunzipSync(bytes, { maxOutputLength })
  else yield* through(zlib.createGunzip({ chunkSize: pieceSize }), bytes)
}

async function* unzstd(bytes: Uint8Array, maxOutputLength: number): AsyncGenerator<Uint8Array> {
  // Uses the default import, because a missing named import fails at load time, and Node has zstd only since 22.15.
  if (!zlib.createZstdDecompress) throw new UnreadableError('zstd archives need Node 22.15 or later')
  if (bytes.length <= unpackedAtOnce) yield zlib.zstdDecompressSync(bytes, { maxOutputLength })
  else yield* through(zlib.createZstdDecompress({ chunkSize: pieceSize }), bytes)
}

/** The output of one of Node's decompressors, piece by piece. It works only a few pieces ahead. */
export function through(stream: NodeJS.ReadWriteStream, bytes: Uint8Array): AsyncIterable<Buffer> {
  stream.end(bufferOf(bytes))
  return stream as AsyncIterable<unknown> as AsyncIterable<Buffer>
}

function isBufferTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}
