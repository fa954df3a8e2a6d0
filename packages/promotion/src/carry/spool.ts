import { InvalidRequestError } from '@cloudsmith-sdk/client'

/** A file that is about to be kept. */
export interface Spooling {
  readonly filename: string
  /** Bytes, as the service counts them. */
  readonly size: number
}

/** A file that is kept. */
export interface Spooled {
  /** Its bytes, which can be read several times. */
  readonly bytes: Blob
  /** Forgets it. */
  release(): Promise<void>
}

/** Keeps files between the download and the upload. */
export interface Spool {
  /** Reads a stream to its end and keeps what it gives. A stream that fails leaves nothing behind. */
  keep(stream: ReadableStream<Uint8Array<ArrayBuffer>>, file: Spooling): Promise<Spooled>
}

/**
 * Keeps files in memory.
 *
 * @param limit the most bytes of a file. Default: 64 MiB. A carrier holds all files of as many packages as it carries at once
 */
export function memorySpool(limit: number = 64 * 1024 * 1024): Spool {
  return {
    async keep(stream, { filename, size }) {
      const tooLarge = (bytes: number) =>
        new InvalidRequestError(
          `${filename} has ${bytes} bytes, but only files of up to ${limit} bytes are kept in memory: pass spool, such as memorySpool(${bytes}), or fileSpool(folder) of …/promotion/node.`,
        )
      if (size > limit) {
        await stream.cancel()
        throw tooLarge(size)
      }
      const pieces: Blob[] = []
      let kept = 0
      for await (const piece of stream) {
        kept += piece.byteLength
        if (kept > limit) throw tooLarge(kept)
        pieces.push(new Blob([piece]))
      }
      return { bytes: new Blob(pieces), release: async () => {} }
    },
  }
}
