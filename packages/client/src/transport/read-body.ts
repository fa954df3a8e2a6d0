/** How many bytes of an error response are read: 1 MiB. That is enough to explain the error, and an endless response cannot exhaust memory. */
export const longestRefusal = 2 ** 20

/**
 * Reads at most `most` bytes of a body, after decompression; the rest is not fetched. The pieces are kept as they arrived, because joining those
 * of a large response would take several times its size in memory.
 *
 * @param tooLong thrown if the body is longer; without it, the part that was read is returned
 * @returns a body for a `Response`; null if there is none
 */
export async function readBody({ body }: Response, most: number, tooLong?: symbol): Promise<ReadableStream<Uint8Array> | null> {
  if (body === null) return null
  const reader = body.getReader()
  const pieces: Uint8Array[] = []
  let left = most
  while (left >= 0) {
    const { done, value } = await reader.read()
    if (done) return streamOf(pieces)
    if (value.byteLength > 0) pieces.push(value.subarray(0, left))
    left -= value.byteLength
  }
  // Not awaited: a source that ignores the cancellation would keep the caller waiting.
  reader.cancel().catch(() => {})
  if (tooLong !== undefined) throw tooLong
  return streamOf(pieces)
}

const streamOf = (pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> | null =>
  pieces.length === 0
    ? null
    : new ReadableStream({
        start(controller) {
          for (const piece of pieces) controller.enqueue(piece)
          controller.close()
        },
      })
