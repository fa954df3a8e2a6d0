import xz from 'xz-decompress'
import { createPace } from '../core/breath.ts'

const pieceSize = 64 * 1024

/**
 * Unpacks xz in this thread, with pauses. There is only one decoder, so concurrent calls wait for each other.
 *
 * Leaving the loop over the pieces cancels the stream, which frees the decoder.
 */
export async function* unxz(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  let at = 0
  const packed = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.subarray(at, at + pieceSize))
      at += pieceSize
    },
  })
  const pace = createPace()
  for await (const piece of new xz.XzReadableStream(packed)) {
    yield piece
    await pace(piece.length)
  }
}
