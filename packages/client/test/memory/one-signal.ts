/** Makes 100,000 calls with one signal, and prints by how many bytes the heap has grown since the first 10,000. */
import { Cloudsmith } from '../../src/index.ts'

const { signal } = new AbortController()
const cloudsmith = new Cloudsmith({ apiKey: 'key', fetch: async () => Response.json({ name: 'ms' }), totalTimeout: 60_000 })

async function call(times: number): Promise<number> {
  const at = { owner: 'acme', repo: 'dev', identifier: 'abc' }
  for (let done = 0; done < times; done += 100) {
    await Promise.all(Array.from({ length: 100 }, () => cloudsmith.packages.read(at, { signal })))
  }
  // Finalizers run after a collection, and what they free is collected by the next.
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => setTimeout(resolve, 10))
    globalThis.gc?.()
  }
  return process.memoryUsage().heapUsed
}

const before = await call(10_000)
process.stdout.write(`${(await call(100_000)) - before}\n`)
