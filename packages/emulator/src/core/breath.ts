import { setImmediate } from 'node:timers/promises'

/** How much of something large is done at once, in bytes: milliseconds of hashing or searching. */
export const mouthful = 2 ** 20

/** Lets others have their turn in the middle of long work. */
export const breath = () => setImmediate()

/** The pieces that bytes are worked through in. */
export function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += mouthful) yield bytes.subarray(at, at + mouthful)
}
