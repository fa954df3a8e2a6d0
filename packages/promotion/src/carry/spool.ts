import { InvalidRequestError } from '@cloudsmith-sdk/client'

/** A file to be kept. */
export interface Spooling {
  readonly filename: string
  /** Size in bytes, as reported by the service. */
  readonly size: number
}

/** A file that is being kept. */
export interface Spooled {
  /** Its bytes, which can be read more than once. */
  readonly bytes: Blob
  /** Discards the file. */
  release(): Promise<void>
}

/** Keeps files between the download and the upload. */
export interface Spool {
  /** Reads a stream to its end and keeps its bytes. A stream that fails leaves nothing behind. */
  keep(stream: ReadableStream<Uint8Array<ArrayBuffer>>, file: Spooling): Promise<Spooled>
}

/**
 * Keeps files in memory.
 *
 * @param limit the largest file, in bytes. Default: 64 MiB. All files of the packages being carried at once are in memory together
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
