/** Bytes of a refusal that are read: 1 MiB. What explains a refusal fits, and a gateway that sends without end fills no memory. */
export const longestRefusal = 2 ** 20

/**
 * Reads a body, at most so many bytes of it, decompressed: the rest is not fetched. It is given as it came, piece by piece, as a large answer
 * that is copied into one takes its size several times.
 *
 * @param tooLong thrown where there is more; left out, what was read is given
 * @returns a body for a `Response`; null where there is none
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
  // Not awaited: a source that pays no attention would keep the caller waiting.
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
