import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Bytes that are in use once all garbage is collected: objects, and the contents of buffers. */
export function usedBytes(): number {
  collectGarbage()
  // Another thread frees the buffers that were found to be garbage, and this waits for it.
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
