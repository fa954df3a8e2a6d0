/** Bytes of a body, as many as were wanted. */
export interface ReadBody {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** There is more, which was not fetched. */
  readonly cut: boolean
}

/** Reads a body, at most so many bytes of it, decompressed: the rest is not fetched. Most come in one piece, which is not copied. */
export async function readBody({ body }: Response, most: number): Promise<ReadBody> {
  if (body === null) return { bytes: new Uint8Array(), cut: false }
  const reader = body.getReader()
  const first = await reader.read()
  if (first.done) return { bytes: new Uint8Array(), cut: false }
  const pieces = [first.value]
  let size = first.value.byteLength
  while (size <= most) {
    const { done, value } = await reader.read()
    if (done) return { bytes: pieces.length === 1 ? first.value : join(pieces, size), cut: false }
    pieces.push(value)
    size += value.byteLength
  }
  // Not awaited: a source that pays no attention would keep the caller waiting.
  reader.cancel().catch(() => {})
  return { bytes: join(pieces, size).subarray(0, most), cut: true }
}

function join(pieces: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.byteLength
  }
  return whole
}
