import { setImmediate } from 'node:timers/promises'

/** How many bytes of long work are done without a break: a few milliseconds of hashing or searching. */
export const mouthful = 2 ** 20

/** Lets other work run in the middle of long work. */
export const breath = (): Promise<void> => setImmediate()

/** Splits bytes into the pieces that are worked through without a break. */
export function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += mouthful) yield bytes.subarray(at, at + mouthful)
}

/**
 * Lets other work run whenever enough has been done since the last break. @returns a function to call with the size of each piece of work, in bytes
 */
export function createPace(): (done: number) => Promise<void> | undefined {
  let since = 0
  return (done) => {
    since += done
    if (since < mouthful) return undefined
    since = 0
    return breath()
  }
}
