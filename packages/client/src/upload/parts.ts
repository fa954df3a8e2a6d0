import { InvalidRequestError } from '../errors/base.ts'
import { type HeldBytes, holdBytes } from './bytes.ts'
import type { NamedFile } from './source.ts'

/** Bytes of one part. @see docs/service.md#uploads: the vendor's command line cuts there */
export const partSize = 100 * 1024 * 1024

/**
 * Cuts a file into parts. Those of a file are windows that are read as they are sent. Those of a stream are gathered one after the other,
 * each when it is asked for, and all in the same memory: one is gone when the next is asked for.
 *
 * @throws {InvalidRequestError} the stream has no bytes
 */
export async function* partsOf(
  { name, source }: Pick<NamedFile, 'name' | 'source'>,
  size = partSize,
): AsyncGenerator<Blob | HeldBytes> {
  if (source instanceof Blob) {
    for (let start = 0; start < source.size; start += size) yield source.slice(start, start + size)
    return
  }
  const memory = new Uint8Array(size)
  let gathered = 0
  let cut = false
  for await (let chunk of source) {
    litter.last = new Array(Math.min(4096, chunk.byteLength >> 4))
    while (gathered + chunk.byteLength >= size) {
      memory.set(chunk.subarray(0, size - gathered), gathered)
      chunk = chunk.subarray(size - gathered)
      yield holdBytes(memory)
      gathered = 0
      cut = true
    }
    memory.set(chunk, gathered)
    gathered += chunk.byteLength
  }
  if (gathered > 0) yield holdBytes(memory.subarray(0, gathered))
  else if (!cut) throw new InvalidRequestError(`${name} is empty.`)
}

/**
 * V8 frees the memory of a chunk together with the young object that holds it, and looks for those once enough objects were made, however
 * many bytes they hold: some 64 MiB of chunks would pile up. A little litter beside each lets it look sooner, which saves most of that.
 */
const litter: { last: unknown } = { last: undefined }
