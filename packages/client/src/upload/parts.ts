import { InvalidRequestError } from '../errors/base.ts'
import type { NamedFile } from './source.ts'

/** Bytes of one part. @see docs/service.md#uploads: the vendor's command line cuts there */
export const partSize = 100 * 1024 * 1024

/**
 * Cuts a file into parts. Those of a file are windows that are read as they are sent; those of a stream are gathered in memory one
 * after the other, each when it is asked for.
 *
 * @throws {InvalidRequestError} the stream has no bytes
 */
export async function* partsOf({ name, source }: NamedFile, size = partSize): AsyncGenerator<Blob> {
  if (source instanceof Blob) {
    for (let start = 0; start < source.size; start += size) yield source.slice(start, start + size)
    return
  }
  // A Blob of Blobs copies nothing: each piece is copied once, when it comes.
  let pieces: Blob[] = []
  let gathered = 0
  let cut = false
  for await (let chunk of source) {
    while (gathered + chunk.byteLength >= size) {
      pieces.push(new Blob([chunk.slice(0, size - gathered)]))
      chunk = chunk.subarray(size - gathered)
      yield new Blob(pieces)
      ;[pieces, gathered, cut] = [[], 0, true]
    }
    if (chunk.byteLength === 0) continue
    pieces.push(new Blob([chunk as Uint8Array<ArrayBuffer>]))
    gathered += chunk.byteLength
  }
  if (gathered > 0) yield new Blob(pieces)
  else if (!cut) throw new InvalidRequestError(`${name} is empty.`)
}
