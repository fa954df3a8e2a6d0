import { createPace, mouthful, piecesOf } from './breath.ts'

/** Bytes from which on memory is shared: a thread that looks into it needs no copy. */
const sharedFrom = 2 ** 20

/** Memory for bytes that somebody may look into. */
export function shared(size: number): Uint8Array {
  return new Uint8Array(size < sharedFrom ? new ArrayBuffer(size) : new SharedArrayBuffer(size))
}

/** Memory for bytes that are soon put together with others: see {@link giveBack}. */
export function passing(size: number): Uint8Array {
  return new Uint8Array(size)
}

/** Gives {@link passing} memory back at once, and not when it is found to be unused. */
export function giveBack({ buffer, length }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && length === buffer.byteLength) buffer.transfer(0)
}

/** Puts parts one after another, and lets others have their turn meanwhile. @param copied is told of each that is not needed any more */
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

/** Bytes that come in chunks of which nobody knows how many there are. */
export interface Gathering {
  add(chunk: Uint8Array): void
  size(): number
  /** All that came, after something else. */
  joinedAfter(start: Uint8Array, reserve: typeof shared): Promise<Uint8Array>
}

/** Memory of this size goes back to the system as soon as it is given back, and takes no more of it than has been written to. */
const blockSize = 64 * 2 ** 20

/**
 * Gathers chunks in larger blocks, which go back as soon as they are put together. Only what is short, and chunks that are long themselves, are
 * kept as they came.
 */
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
