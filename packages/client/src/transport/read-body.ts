/** Bytes of a refusal that are read: 1 MiB. What explains a refusal fits, and a gateway that sends without end fills no memory. */
export const longestRefusal = 2 ** 20

/**
 * Reads a body, at most so many bytes of it, decompressed: the rest is not fetched. Most come in one piece, which is not copied.
 *
 * @param tooLong thrown where there is more; left out, what was read is given
 */
export async function readBody({ body }: Response, most: number, tooLong?: symbol): Promise<Uint8Array<ArrayBuffer>> {
  if (body === null) return new Uint8Array()
  const reader = body.getReader()
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  while (size <= most) {
    const { done, value } = await reader.read()
    if (done) return join(pieces, size)
    pieces.push(value)
    size += value.byteLength
  }
  // Not awaited: a source that pays no attention would keep the caller waiting.
  reader.cancel().catch(() => {})
  if (tooLong !== undefined) throw tooLong
  return join(pieces, size).subarray(0, most)
}

function join(pieces: readonly Uint8Array<ArrayBuffer>[], size: number): Uint8Array<ArrayBuffer> {
  const [first] = pieces
  if (first !== undefined && pieces.length === 1) return first
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.byteLength
  }
  return whole
}
