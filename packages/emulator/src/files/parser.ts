/** How many bytes a parser waits for, and how many of those that have come it takes. */
export interface Wish {
  readonly atLeast: number
  readonly atMost: number
}

/** Parses bytes that come in pieces. Only at their end does it get fewer than it waits for, and then none. */
export type Parser<Result> = Generator<Wish, Result, Uint8Array>

/** Takes something long, piece by piece. What is kept of a piece has to be copied, as it is part of something larger. */
export interface Sink {
  /** The first piece is long enough to tell what it is of. */
  write(piece: Uint8Array): void
  /** Nothing more comes. */
  end?(): void
}

/** Gives a parser the pieces that come. */
export interface Feed<Result> {
  /** @throws what the parser throws */
  write(piece: Uint8Array): void
  /** Nothing more comes. @throws what the parser throws at that */
  end(): Result
}

/** Bytes that tell what something long is. */
const telling = 512

const nothing = new Uint8Array()

/** Waits for so many bytes as a whole; fewer come only at the end. */
export function* exactly(length: number): Parser<Uint8Array> {
  return length === 0 ? nothing : yield { atLeast: length, atMost: length }
}

/** Hands on what comes, as it comes. @returns how many bytes are missing, which is none unless it is the end */
export function* passOn(length: number, sink?: Sink): Parser<number> {
  for (let left = length; left > 0; ) {
    const piece = yield { atLeast: left === length ? Math.min(left, telling) : 1, atMost: left }
    if (piece.length === 0) return left
    sink?.write(piece)
    left -= piece.length
  }
  return 0
}

/**
 * Keeps something as a whole.
 *
 * @param isInMemory it comes as one piece of what is in memory anyway, and need not be copied
 */
export function whole(size: number, isInMemory: boolean, keep: (bytes: Uint8Array) => void): Sink {
  let bytes: Uint8Array = isInMemory ? nothing : new Uint8Array(size)
  let at = 0
  return {
    write(piece) {
      if (isInMemory) bytes = piece
      else bytes.set(piece, at)
      at += piece.length
    },
    end: () => keep(bytes),
  }
}

/** Runs a parser over pieces: it stops where it wants more than has come, and goes on with the next piece. */
export function feed<Result>(parser: Parser<Result>): Feed<Result> {
  let state = parser.next()
  let held: Uint8Array[] = []
  let size = 0

  function takeHeld(last: Uint8Array): Uint8Array {
    const all = held.length === 0 ? last : Buffer.concat([...held, last])
    held = []
    size = 0
    return all
  }

  return {
    write(piece) {
      for (let rest = piece; rest.length > 0 && !state.done; ) {
        const { atLeast, atMost } = state.value
        const mine = rest.subarray(0, size === 0 ? atMost : atLeast - size)
        rest = rest.subarray(mine.length)
        if (size + mine.length >= atLeast) state = parser.next(takeHeld(mine))
        else {
          // Not `slice`, which copies nothing of a `Buffer`.
          held.push(new Uint8Array(mine))
          size += mine.length
        }
      }
    },
    end() {
      while (!state.done) state = parser.next(takeHeld(nothing))
      return state.value
    },
  }
}

/** Runs a parser over bytes that are all there. */
export function parseWhole<Result>(parser: Parser<Result>, bytes: Uint8Array): Result {
  const { write, end } = feed(parser)
  write(bytes)
  return end()
}
