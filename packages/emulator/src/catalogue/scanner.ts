import { bufferOf } from '../files/text.ts'

/** Searches bytes that arrive in pieces. */
export interface Scanner {
  write(piece: Uint8Array): void
  isFound(): boolean
}

/** Creates a scanner that also finds a text that starts in one piece and ends in another. */
export function createScanner(wanted: Buffer): Scanner {
  let isFound = false
  let last = Buffer.alloc(0)
  const overlap = wanted.length - 1
  return {
    write(piece) {
      isFound ||= bufferOf(piece).includes(wanted) || Buffer.concat([last, piece.subarray(0, overlap)]).includes(wanted)
      last = Buffer.concat([last, piece.subarray(-overlap)]).subarray(-overlap)
    },
    isFound: () => isFound,
  }
}
