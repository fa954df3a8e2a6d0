import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { Cloudsmith } from '../../src/index.ts'
import { settled, start } from '../support/clock.ts'

/** A clock that advances to the next sleeper whenever nothing else is left to do. */
function virtualClock() {
  let now = start
  const sleepers: { until: number; wake: () => void }[] = []
  return {
    now: () => now,
    sleep: (milliseconds: number) =>
      new Promise<void>((wake) => {
        sleepers.push({ until: now + milliseconds, wake })
      }),
    /** False if nothing sleeps. */
    advance(): boolean {
      sleepers.sort((a, b) => a.until - b.until)
      const next = sleepers.shift()
      if (next === undefined) return false
      now = Math.max(now, next.until)
      next.wake()
      return true
    },
  }
}

test('10,000 calls at once lose no answer and stay within the rate that the service tells of', async () => {
  const clock = virtualClock()
  const [limit, window] = [120, 60_000]
  const arrivals = new Map<number, number>()
  const answers = new Set<unknown>()
  const cloudsmith = new Cloudsmith({
    clock,
    async fetch({ url }) {
      const number = Math.floor((clock.now() - start) / window)
      const count = (arrivals.get(number) ?? 0) + 1
      arrivals.set(number, count)
      await Promise.resolve()
      const headers = {
        'X-RateLimit-Limit': String(limit),
        'X-RateLimit-Remaining': String(Math.max(0, limit - count)),
        'X-RateLimit-Reset': String((start + (number + 1) * window) / 1000),
      }
      if (count > limit) return new Response(null, { status: 429, headers: { ...headers, 'Retry-After': '60' } })
      return Response.json({ slug_perm: new URL(url).pathname.split('/')[4] }, { headers })
    },
  })
  let left = 10_000
  const calls = Array.from({ length: left }, async (_, index) => {
    const { slug_perm } = await cloudsmith.packages.read({ owner: 'acme', repo: 'dev', identifier: `p${index}` })
    expect(slug_perm).toBe(`p${index}`)
    answers.add(slug_perm)
    left -= 1
  })
  while (left > 0) {
    await settled()
    if (!clock.advance()) await settled()
  }
  await Promise.all(calls)

  expect(answers.size).toBe(10_000)
  expect(Math.max(...arrivals.values())).toBeLessThanOrEqual(limit * 1.05)
  expect(arrivals.size).toBe(Math.ceil(10_000 / limit))
})

test('100,000 calls on one signal leave less than 5 MB behind', async () => {
  const program = fileURLToPath(new URL('../memory/one-signal.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program])
  expect(stdout).toMatch(/^-?\d+\n$/)
  expect(Number(stdout)).toBeLessThan(5_000_000)
})
