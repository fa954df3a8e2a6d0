import { createGunzip } from 'node:zlib'
import { tooLarge } from './limits.ts'

/**
 * Unpacks gzip into one piece of memory. What zlib does by itself gathers small pieces and then puts them together, which for a moment takes
 * twice as much.
 *
 * @throws {UnreadableError} for more bytes than the budget allows
 */
export async function gunzipLarge(bytes: Uint8Array, budget: number): Promise<Uint8Array> {
  let plain = Buffer.allocUnsafeSlow(Math.min(budget, toldSize(bytes)))
  let size = 0
  const stream = createGunzip({ chunkSize: 256 * 1024 })
  stream.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (size + chunk.length > budget) throw tooLarge('the gzip stream', budget)
    if (size + chunk.length > plain.length) plain = grown(plain, size, Math.min(budget, 2 * (size + chunk.length)))
    plain.set(chunk, size)
    size += chunk.length
  }
  return plain.subarray(0, size)
}

/** What the end of a stream says of its last member, which mostly is the only one. Memory that nobody writes to is not taken. */
function toldSize(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(bytes.length - 4, true)
}

function grown(plain: Uint8Array, size: number, to: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafeSlow(to)
  larger.set(plain.subarray(0, size))
  return larger
}
