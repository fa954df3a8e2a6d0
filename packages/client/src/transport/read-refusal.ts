/** Bytes of a refusal that are read: 1 MiB. What explains a refusal fits, and a gateway that sends without end fills no memory. */
export const longestRefusal = 2 ** 20

/** The first bytes of an answer's body; the rest is not fetched. */
export async function readRefusal({ body }: Response): Promise<ArrayBuffer> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let room = longestRefusal
  // Leaving the loop cancels the body.
  for await (const piece of body ?? []) {
    pieces.push(piece.slice(0, room))
    room -= piece.byteLength
    if (room <= 0) break
  }
  return new Blob(pieces).arrayBuffer()
}
