/** The bytes of a response. @returns undefined if there are more than `most` */
export async function collect({ body, headers }: Response, most: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let size = 0
  if (Number(headers.get('content-length') ?? 0) > most) {
    await body?.cancel()
    return undefined
  }
  for await (const part of body ?? []) {
    size += part.length
    if (size > most) return undefined
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts, size))
}
