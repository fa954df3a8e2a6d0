/** How many bytes a parser waits for, and how many of them it consumes. */
export interface Wish {
  readonly atLeast: number
  readonly atMost: number
}

/** A parser of bytes that arrive in pieces. It gets fewer bytes than it waits for only at the end of the input; after that it gets none. */
export type Parser<Result> = Generator<Wish, Result, Uint8Array>

/** Consumes something long, piece by piece. To keep part of a piece, copy it: the memory belongs to something larger. */
export interface Sink {
  /** The first piece is long enough to recognise its type. */
  write(piece: Uint8Array): void
  /** Called after the last piece. */
  end?(): void
}

/** Feeds pieces to a parser. */
export interface Feed<Result> {
  /** @throws the parser's error */
  write(piece: Uint8Array): void
  /** Ends the input. @throws the parser's error */
  end(): Result
}

/** How many bytes it takes to recognise the type of something. */
const telling = 512

const nothing = new Uint8Array()

/** Waits for exactly this many bytes; there are fewer only at the end of the input. */
export function* exactly(length: number): Parser<Uint8Array> {
  return length === 0 ? nothing : yield { atLeast: length, atMost: length }
}

/** Passes bytes on as they arrive. @returns how many bytes are missing; 0 unless the input has ended */
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
 * Collects something completely.
 *
 * @param isInMemory whether it arrives as one piece of memory that is kept anyway, and need not be copied
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

/** Runs a parser over pieces: it pauses when it needs more bytes, and continues with the next piece. */
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
          // Not `slice`, which does not copy in a `Buffer`.
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

/** Runs a parser over bytes in memory. */
export function parseWhole<Result>(parser: Parser<Result>, bytes: Uint8Array): Result {
  const { write, end } = feed(parser)
  write(bytes)
  return end()
}
