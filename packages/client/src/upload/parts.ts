import { InvalidRequestError } from '../errors/base.ts'
import { type HeldBytes, holdBytes } from './bytes.ts'
import type { NamedFile } from './source.ts'

/** Default size of a part in bytes. @see docs/service.md#uploads: the vendor's command line uses the same */
export const partSize = 100 * 1024 * 1024

/**
 * Splits a file into parts. The parts of a file are slices that are read when they are sent. Those of a stream are collected one at a time, on
 * demand, in the same memory: requesting the next part overwrites the one before.
 *
 * @throws {InvalidRequestError} the stream is empty
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
 * V8 frees the memory of a chunk together with the young object that owns it, and collects those after a number of allocations, regardless of how
 * many bytes they own: some 64 MiB of chunks would accumulate. Allocating a little garbage with each chunk makes it collect sooner, which avoids
 * most of that.
 */
const litter: { last: unknown } = { last: undefined }
