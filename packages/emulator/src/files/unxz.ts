import xz from 'xz-decompress'

const pieceSize = 64 * 1024

/**
 * Unpacks xz. There is one decoder: whoever unpacks two streams at once waits for the first one to end.
 *
 * Leaving the loop over the pieces cancels the stream, which frees the decoder.
 */
export function unxz(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  let at = 0
  const packed = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.subarray(at, at + pieceSize))
      at += pieceSize
    },
  })
  return new xz.XzReadableStream(packed)
}
