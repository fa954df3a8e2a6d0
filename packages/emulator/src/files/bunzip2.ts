import { on } from 'node:events'
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

const require = createRequire(import.meta.url)

/** How many pieces the thread may be ahead of its consumer. */
const mostAhead = 4

/**
 * The library is synchronous and decodes a few megabytes per second, so it runs in a thread. A file may consist of several streams, as multi-threaded
 * compressors write them; anything after the last stream is ignored, as `bzip2` does.
 */
const program = `
const { parentPort, workerData: { bytes, room, library } } = require('node:worker_threads')
const bunzip = require(library)
const size = 256 * 1024
let read = 0
let piece = new Uint8Array(size)
let written = 0
const source = new bunzip.Stream()
source.readByte = () => {
  if (read === bytes.length) throw new Error('cut short')
  return bytes[read++]
}
function writeByte(byte) {
  piece[written++] = byte
  if (written === size) send()
}
function send() {
  Atomics.wait(room, 0, 0)
  Atomics.sub(room, 0, 1)
  parentPort.postMessage({ piece: piece.subarray(0, written) }, [piece.buffer])
  piece = new Uint8Array(size)
  written = 0
}
try {
  do bunzip.decode(source, { writeByte })
  while (String.fromCharCode(...bytes.subarray(read, read + 3)) === 'BZh')
  send()
  parentPort.postMessage({})
} catch (error) {
  parentPort.postMessage({ problem: String(error) })
}
`

/**
 * Unpacks bzip2.
 *
 * @throws an `Error` if a stream is damaged or truncated: each block has a checksum
 */
export async function* bunzip2(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const room = new Int32Array(new SharedArrayBuffer(4)).fill(mostAhead)
  // Copied at most once: memory that is not shared is transferred, and then no longer usable here.
  const own = bytes.buffer instanceof SharedArrayBuffer ? bytes : new Uint8Array(bytes)
  const transferList = own.buffer instanceof ArrayBuffer ? [own.buffer] : []
  const workerData = { bytes: own, room, library: require.resolve('seek-bzip') }
  const worker = new Worker(program, { eval: true, workerData, transferList })
  try {
    for await (const [{ piece, problem }] of on(worker, 'message')) {
      if (problem !== undefined) throw new Error(problem)
      if (piece === undefined) return
      yield piece
      Atomics.add(room, 0, 1)
      Atomics.notify(room, 0)
    }
  } finally {
    await worker.terminate()
  }
}
