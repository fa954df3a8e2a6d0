import { promisify } from 'node:util'
import zlib from 'node:zlib'
import xz from 'xz-decompress'
import { bunzip2 } from './bunzip2.ts'
import { gunzipLarge } from './gunzip-large.ts'
import { type ArchiveLimits, limitsInForce, tooLarge, unpackedBudget } from './limits.ts'
import { UnreadableError } from './unreadable.ts'

type Decompressor = (bytes: Uint8Array, budget: number) => Uint8Array | Promise<Uint8Array>

/** Bytes that are unpacked at once: the way to another thread and back takes longer. Even a bomb of this size unpacks in milliseconds. */
const unpackedAtOnce = 16 * 1024

/** Bytes from which on it matters how often they are in memory. */
const large = 2 ** 20

const gunzip = promisify(zlib.gunzip)

const compressions: readonly { name: string; magic: readonly number[]; decompress: Decompressor }[] = [
  {
    name: 'gzip',
    magic: [0x1f, 0x8b],
    decompress: (bytes, maxOutputLength) =>
      bytes.length > large
        ? gunzipLarge(bytes, maxOutputLength)
        : (bytes.length <= unpackedAtOnce ? zlib.gunzipSync : gunzip)(bytes, { maxOutputLength }),
  },
  { name: 'xz', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], decompress: unxz },
  { name: 'zstd', magic: [0x28, 0xb5, 0x2f, 0xfd], decompress: unzstd },
  { name: 'bzip2', magic: [0x42, 0x5a, 0x68], decompress: bunzip2 },
]

/**
 * Unpacks gzip, bzip2, xz or zstd, told apart by their first bytes; anything else is taken to be plain.
 *
 * @throws {UnreadableError} when the stream is damaged, cut short or unpacks to more than the limits allow
 */
export async function decompress(bytes: Uint8Array, limits: ArchiveLimits = limitsInForce()): Promise<Uint8Array> {
  const compression = find(bytes)
  if (!compression) return bytes
  const budget = unpackedBudget(bytes.length, limits)
  try {
    return await compression.decompress(bytes, budget)
  } catch (error) {
    if (error instanceof UnreadableError) throw error
    if (isBufferTooLarge(error)) throw tooLarge(`the ${compression.name} stream`, budget)
    throw new UnreadableError(`the ${compression.name} stream is damaged or cut short`, { cause: error })
  }
}

/** What a stream is compressed with; undefined for what is plain, as far as one can tell. */
export function compressionOf(bytes: Uint8Array): string | undefined {
  return find(bytes)?.name
}

function find(bytes: Uint8Array) {
  return compressions.find(({ magic }) => magic.every((byte, index) => bytes[index] === byte))
}

async function unxz(bytes: Uint8Array, budget: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop by a throw cancels the stream, which frees the decoder for the next one: there is only one.
  for await (const chunk of new xz.XzReadableStream(new Blob([bytes.slice()]).stream())) {
    size += chunk.length
    if (size > budget) throw tooLarge('the xz stream', budget)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function unzstd(bytes: Uint8Array, maxOutputLength: number): Promise<Uint8Array> {
  // Through the default import, because a missing name is an error at load time and Node has zstd only since 22.15.
  if (!zlib.zstdDecompress) throw new UnreadableError('zstd archives need Node 22.15 or later')
  return await promisify(zlib.zstdDecompress)(bytes, { maxOutputLength })
}

function isBufferTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}
