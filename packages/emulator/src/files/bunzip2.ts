import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { tooLarge } from './limits.ts'

const require = createRequire(import.meta.url)

/**
 * The library decodes at once, a few megabytes a second: in a thread of its own it keeps nobody waiting. Streams may follow each other, as
 * packers with many threads write them; what follows the last one does not count, as with `bzip2` itself.
 */
const program = `
const { parentPort, workerData: { bytes, budget, library } } = require('node:worker_threads')
const bunzip = require(library)
let read = 0
let written = 0
let plain = new Uint8Array(Math.min(budget, bytes.length * 8))
const source = new bunzip.Stream()
source.readByte = () => {
  if (read === bytes.length) throw new Error('cut short')
  return bytes[read++]
}
const isTooLarge = Symbol()
function writeByte(byte) {
  if (written === budget) throw isTooLarge
  if (written === plain.length) {
    const larger = new Uint8Array(Math.min(budget, plain.length * 2))
    larger.set(plain)
    plain = larger
  }
  plain[written++] = byte
}
try {
  do bunzip.decode(source, { writeByte })
  while (String.fromCharCode(...bytes.subarray(read, read + 3)) === 'BZh')
  const whole = plain.slice(0, written)
  parentPort.postMessage({ plain: whole }, [whole.buffer])
} catch (error) {
  parentPort.postMessage(error === isTooLarge ? {} : { problem: String(error) })
}
`

/**
 * Unpacks bzip2.
 *
 * @throws {UnreadableError} for more bytes than the budget allows, an `Error` for a stream that is damaged or cut short: each block has a
 *   checksum
 */
export async function bunzip2(bytes: Uint8Array, budget: number): Promise<Uint8Array> {
  const library = require.resolve('seek-bzip')
  const worker = new Worker(program, { eval: true, workerData: { bytes: bytes.slice(), budget, library } })
  const { plain, problem } = await new Promise<{ plain?: Uint8Array; problem?: string }>((resolve, reject) => {
    worker.once('message', resolve).once('error', reject)
  })
  if (problem !== undefined) throw new Error(problem)
  if (plain === undefined) throw tooLarge('the bzip2 stream', budget)
  return plain
}
