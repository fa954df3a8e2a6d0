import { createHash } from 'node:crypto'
import { walkTar } from '../../files/archive.ts'
import { compressionOf, unpack } from '../../files/compression.ts'
import { limitsInForce, limitsOfWhole, tooLarge } from '../../files/limits.ts'
import { type Sink, whole } from '../../files/parser.ts'
import { parseJson, requireTable, type Table } from '../../files/tree.ts'
import { UnreadableError } from '../../files/unreadable.ts'

/** A file in an archive. */
export interface Part {
  readonly size: number
  /** In hexadecimal. */
  readonly sha256: string
  /** In compressed archives, only kept for files that may have to be read: JSON, and compressed files, as far as there is room. */
  readonly bytes: Uint8Array | undefined
}

/** The files of an archive, by path. */
export type Parts = ReadonlyMap<string, Part>

/**
 * Reads all files of an image, with their checksums.
 *
 * @throws {UnreadableError} as for other archives
 */
export async function readParts(archive: Uint8Array): Promise<{ count: number; parts: Parts }> {
  const parts = new Map<string, Part>()
  const isInMemory = compressionOf(archive) === undefined
  // Compressing twice changes the length little.
  let room = archive.length + limitsInForce().wanted
  /** The consumer that keeps a file with this beginning, if it has to be kept. */
  const keeperOf = (head: Uint8Array, size: number, keep: (bytes: Uint8Array) => void): Sink | undefined => {
    if (!isInMemory && (size > room || !isTelling(head))) return undefined
    room -= isInMemory ? 0 : size
    return whole(size, isInMemory, keep)
  }
  // Every part of an image counts as wanted, however large.
  const options = { limits: limitsOfWhole(), skipsLinks: true }
  const count = await walkTar(
    archive,
    () => true,
    (path, size) => partSink(size, keeperOf, (part) => parts.set(path, part)),
    options,
  )
  return { count, parts }
}

type KeeperOf = (head: Uint8Array, size: number, keep: (bytes: Uint8Array) => void) => Sink | undefined

function partSink(size: number, keeperOf: KeeperOf, add: (part: Part) => void): Sink {
  const hash = createHash('sha256')
  let bytes: Uint8Array | undefined
  let keeper: Sink | undefined
  let isBegun = false
  return {
    write(piece) {
      hash.update(piece)
      if (!isBegun) keeper = keeperOf(piece, size, (all) => (bytes = all))
      isBegun = true
      keeper?.write(piece)
    },
    end() {
      keeper?.end?.()
      add({ size, sha256: hash.digest('hex'), bytes })
    },
  }
}

/** Whether a file with this beginning may have to be read. */
function isTelling(head: Uint8Array): boolean {
  return compressionOf(head) !== undefined || /^\s*[[{]/.test(Buffer.from(head.subarray(0, 64)).toString('latin1'))
}

/** @throws {UnreadableError} if it is missing */
export function partOf(parts: Parts, path: string): Part {
  const part = parts.get(path)
  if (!part) throw new UnreadableError(`the archive has no ${path}`)
  return part
}

/** Parses a part that describes others; these are small. @throws {UnreadableError} if it is not JSON or too long */
export function jsonOf({ size, bytes }: Part, path: string): unknown {
  const { wanted } = limitsInForce()
  if (size > wanted) throw tooLarge(path, wanted)
  return parseJson(bytes ?? new Uint8Array(), path)
}

/** Like {@link jsonOf}. @throws {UnreadableError} also if it is not a table */
export function tableOf(part: Part, path: string): Table {
  return requireTable(jsonOf(part, path), path)
}

/** SHA-256 of the unpacked content of a part, in hexadecimal. @throws {UnreadableError} if it is damaged or truncated */
export async function unpackedSum({ sha256, bytes }: Part): Promise<string> {
  if (bytes === undefined || compressionOf(bytes) === undefined) return sha256
  const hash = createHash('sha256')
  for await (const piece of unpack(bytes)) hash.update(piece)
  return hash.digest('hex')
}
