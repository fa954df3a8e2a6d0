import { createPace, mouthful, piecesOf } from './breath.ts'

/** From this many bytes on, memory is shared, so that a thread can read it without a copy. */
const sharedFrom = 2 ** 20

/** Allocates memory that worker threads may read. */
export function shared(size: number): Uint8Array {
  return new Uint8Array(size < sharedFrom ? new ArrayBuffer(size) : new SharedArrayBuffer(size))
}

/** Allocates memory for bytes that will soon be joined with others: see {@link giveBack}. */
export function passing(size: number): Uint8Array {
  return new Uint8Array(size)
}

/** Frees {@link passing} memory at once, without waiting for the garbage collector. */
export function giveBack({ buffer, length }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && length === buffer.byteLength) buffer.transfer(0)
}

/** Joins parts, and lets other work run meanwhile. @param copied called with each part that is no longer needed */
export async function joined(
  parts: readonly Uint8Array[],
  reserve = shared,
  copied: (part: Uint8Array) => void = () => {},
): Promise<Uint8Array> {
  const all = reserve(parts.reduce((sum, part) => sum + part.length, 0))
  const pace = createPace()
  let at = 0
  for (const part of parts) {
    for (const piece of piecesOf(part)) {
      all.set(piece, at)
      at += piece.length
      await pace(piece.length)
    }
    copied(part)
  }
  return all
}

/** Collects chunks of bytes whose total size is not known in advance. */
export interface Gathering {
  add(chunk: Uint8Array): void
  size(): number
  /** Returns everything collected, after some other bytes. */
  joinedAfter(start: Uint8Array, reserve: typeof shared): Promise<Uint8Array>
}

/** The system takes back memory of this size as soon as it is freed, and only counts pages that were written to. */
const blockSize = 64 * 2 ** 20

/** Collects chunks in larger blocks, which are freed as soon as they are joined. Short bodies and long chunks are kept as they are. */
export function gathering(): Gathering {
  const parts: Uint8Array[] = []
  const own = new Set<Uint8Array>()
  let block: Uint8Array | undefined
  let filled = 0
  let size = 0

  function fill(chunk: Uint8Array): void {
    for (let rest = chunk; rest.length > 0; ) {
      block ??= passing(blockSize)
      const piece = rest.subarray(0, blockSize - filled)
      block.set(piece, filled)
      filled += piece.length
      rest = rest.subarray(piece.length)
      if (filled === blockSize) endBlock()
    }
  }

  function endBlock(): void {
    if (block === undefined) return
    const part = block.subarray(0, filled)
    parts.push(part)
    own.add(part)
    block = undefined
    filled = 0
  }

  return {
    add(chunk) {
      size += chunk.length
      if (size >= mouthful && chunk.length < mouthful) return fill(chunk)
      endBlock()
      parts.push(chunk)
    },
    size: () => size,
    joinedAfter(start, reserve) {
      endBlock()
      return joined([start, ...parts], reserve, (part) => {
        if (own.has(part)) giveBack(new Uint8Array(part.buffer))
      })
    },
  }
}
