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

/** Gathers chunks, which are somebody else's, in larger blocks: so they are gone by the time everything is put together, and so are these then. */
export function gathering(): Gathering {
  const parts: Uint8Array[] = []
  const blocks = new Set<Uint8Array>()
  let loose: Uint8Array[] = []
  let looseSize = 0
  let size = 0

  function pack(): void {
    const block = passing(looseSize)
    let at = 0
    for (const chunk of loose) {
      block.set(chunk, at)
      at += chunk.length
    }
    parts.push(block)
    blocks.add(block)
    loose = []
    looseSize = 0
  }

  return {
    add(chunk) {
      loose.push(chunk)
      looseSize += chunk.length
      size += chunk.length
      // What comes at once is there as a whole anyway.
      if (loose.length === 1 && looseSize >= mouthful) {
        parts.push(chunk)
        loose = []
        looseSize = 0
      } else if (looseSize >= mouthful) pack()
    },
    size: () => size,
    joinedAfter: (start, reserve) =>
      joined([start, ...parts, ...loose], reserve, (part) => {
        if (blocks.has(part)) giveBack(part)
      }),
  }
}
