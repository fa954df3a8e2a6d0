import { setImmediate } from 'node:timers/promises'

/** How much of something large is done at once, in bytes: milliseconds of hashing or searching. */
export const mouthful = 2 ** 20

/** Lets others have their turn in the middle of long work. */
export const breath = (): Promise<void> => setImmediate()

/** The pieces that bytes are worked through in. */
export function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += mouthful) yield bytes.subarray(at, at + mouthful)
}

/** Lets others have their turn whenever so much has been done since the last time. @returns is told of each piece of work, in bytes */
export function createPace(): (done: number) => Promise<void> | undefined {
  let since = 0
  return (done) => {
    since += done
    if (since < mouthful) return undefined
    since = 0
    return breath()
  }
}
