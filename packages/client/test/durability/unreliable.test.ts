import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { createEmulator, realClock } from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'
import { expect, onTestFinished, test } from 'vitest'
import { type Clock, Cloudsmith } from '../../src/index.ts'
import { type Mishap, mishaps, unreliableProxy } from '../support/unreliable-proxy.ts'

/** A clock on which every sleep ends at once. */
const restless: Clock = {
  now: () => Date.now(),
  async sleep(_, signal) {
    signal?.throwIfAborted()
    await turn()
  },
}

/** Pseudorandom numbers from 0 up to 1, determined by a seed. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const seed = 20_261
const pushes = 500
const kibibyte = 1024
const sizes = [kibibyte, 16 * kibibyte, 128 * kibibyte, 512 * kibibyte, 2048 * kibibyte]

/** How a file is uploaded: as a form, in one PUT, or in parts of a file or of a stream. */
const ways = ['post', 'put', 'parts', 'stream'] as const

/** Bytes that differ from those of every other push. */
function bytesOf(index: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(sizes[index % sizes.length] ?? kibibyte).fill(index)
  new DataView(bytes.buffer).setUint32(0, index)
  return bytes
}

/** A service behind a proxy that disturbs one request in ten of each push, always in the same way. */
async function unreliableService() {
  const emulator = createEmulator({ clock: realClock(), timings: { queue: 0, stage: 0, deletion: 0, scanDelay: 0, scan: 0 } })
  const server = await serve(emulator, { control: false })
  onTestFinished(() => server.close())
  const chances = new Map<string, () => number>()
  const happened = new Map<Mishap, number>()
  const { url } = await unreliableProxy(server.url, ({ headers }) => {
    const pushed = String(headers['x-push'])
    const random = chances.get(pushed) ?? randomFrom(seed + Number(pushed))
    chances.set(pushed, random)
    const [chance, which] = [random(), random()]
    const mishap = chance < 0.1 ? mishaps[Math.floor(which * mishaps.length)] : undefined
    if (mishap) happened.set(mishap, (happened.get(mishap) ?? 0) + 1)
    return mishap
  })
  // The URLs that it returns lead through the proxy as well.
  emulator.origin = url
  return { emulator, url, happened }
}

/** Milliseconds: it takes some ten seconds on two otherwise idle processors. */
const patience = 240_000

test(
  '500 pushes through a network that fails one request in ten all end as packages, none twice, and nothing failed is left',
  async () => {
    const { emulator, url, happened } = await unreliableService()
    const current = new AsyncLocalStorage<number>()
    const cloudsmith = new Cloudsmith({
      baseUrl: url,
      apiKey: 'emulator-admin-key',
      clock: restless,
      fetch: (request, init) => {
        request.headers.set('x-push', String(current.getStore()))
        return fetch(request, init)
      },
    })
    const pushed = new Map<string, string>()

    async function push(index: number) {
      const bytes = bytesOf(index)
      const way = ways[Math.floor(index / sizes.length) % ways.length]
      const file = way === 'stream' ? new Blob([bytes]).stream() : new Blob([bytes])
      const pkg = await cloudsmith.push({
        ...{ owner: 'acme', repo: 'dev', format: 'raw', filename: `file-${index}.bin`, name: `file-${index}`, version: '1' },
        ...{ file, method: way === 'put' || way === 'post' ? way : 'put_parts', partSize: 256 * kibibyte, interval: 1 },
      })
      expect(pkg).toMatchObject({ name: `file-${index}`, is_sync_completed: true, size: bytes.length })
      expect(pkg.checksum_sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
      pushed.set(pkg.slug_perm, `file-${index}`)
    }

    const waiting = Array.from({ length: pushes }, (_, index) => index)
    const worker = async () => {
      for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) await current.run(index, push, index)
    }
    await Promise.all(Array.from({ length: 12 }, worker))
    await emulator.settle()

    const there = [...emulator.world.packages.values()]
    expect(there).toHaveLength(pushes)
    expect(there.filter(({ sync }) => sync.state !== 'completed')).toEqual([])
    expect(new Map(there.map(({ slugPerm, content }) => [slugPerm, content.facts?.name]))).toEqual(pushed)
    for (const mishap of mishaps) expect(happened.get(mishap), mishap).toBeGreaterThan(20)
  },
  patience,
)
