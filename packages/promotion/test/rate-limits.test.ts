import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator, type EmulatorOptions } from '@cloudsmith-sdk/emulator'
import { expect, test } from 'vitest'
import { apply, type Plan, plan } from '../src/index.ts'
import { crowd } from './crowd.ts'
import { pipelineTo } from './stock.ts'

const apiKey = 'emulator-admin-key'
const fortyMinutes = 2_400_000
const packages = 80

/** Dev with four pages of packages, of which 40 are candidates, and an allowance that is enforced by windows of forty minutes. */
async function limited(limit: number, options: EmulatorOptions = {}) {
  const rateLimit = { limit, windowSeconds: fortyMinutes / 1000, enforce: true }
  const emulator = createEmulator({ rateLimit, switches: { maxPageSize: 20 }, ...options })
  const { clock } = emulator
  await crowd(emulator, 'acme/dev', { name: 'pkg', count: packages, tagged: 40 })
  const pipeline = pipelineTo({ unscannable: 'pass', tag: 'staged' })
  const cloudsmith = new Cloudsmith({ apiKey, fetch: emulator.fetch, clock }).withOptions({ deadline: clock.now() + 86_400_000 })
  /** What another user of the same key can still do. */
  async function useUp(): Promise<number> {
    for (let count = 0; ; count++) {
      const { status } = await emulator.fetch(`${emulator.origin}/v1/user/self/`, { headers: { 'X-Api-Key': apiKey } })
      if (status === 429) return count
    }
  }
  return {
    ...{ emulator, cloudsmith, useUp },
    planned: (by = cloudsmith) =>
      plan(by, pipeline, { from: 'dev', to: 'staging', select: 'everything', now: new Date(clock.now()) }),
    candidates: (by = cloudsmith) =>
      plan(by, pipeline, { from: 'dev', to: 'staging', select: { tag: 'candidate' }, now: new Date(clock.now()) }),
    applied: (made: Plan, by = cloudsmith) => apply(by, pipeline, made, { timeout: 86_400_000 }),
    /** The pages of dev that were asked for, those that were refused marked. */
    pages: () =>
      emulator.requests.all
        .filter(({ operation, url }) => operation === 'packages_list' && url.includes('/dev/'))
        .map(({ url, status }) => `${/[?&]page=(\d+)/.exec(url)?.[1]}${status === 429 ? ' refused' : ''}`),
    refused: () => emulator.requests.all.filter(({ status, operation }) => status === 429 && operation !== 'user_self'),
  }
}

/** A world in which another user takes all that is left when a request of some operation has been answered so often. */
async function drained(operation: string, times: number, limit = 200) {
  let seen = 0
  const world = await limited(limit, {
    observe: async (exchange) => {
      if (exchange.operation !== operation || exchange.status === 429) return
      seen += 1
      if (seen === times) await world.useUp()
    },
  })
  return world
}

test('a plan that is refused for forty minutes in the middle of a list goes on there: no page is read twice', async () => {
  const { planned, pages, emulator } = await drained('packages_list', 2)
  const before = emulator.clock.now()

  expect((await planned()).items).toHaveLength(packages)

  expect(pages()).toEqual(['1', '2', '3 refused', '3', '4'])
  expect(emulator.clock.now() - before).toBe(fortyMinutes)
})

test('so does an application in the middle of its tags: each package is sent and tagged once', async () => {
  const { candidates, applied, emulator, refused } = await drained('packages_tag', 20)
  const made = await candidates()
  const before = emulator.clock.now()

  expect((await applied(made)).outcome).toBe('succeeded')

  expect(refused().length).toBeGreaterThan(0)
  expect(emulator.clock.now() - before).toBeGreaterThanOrEqual(fortyMinutes)
  const writes = emulator.requests.writes.filter(({ status }) => status !== 429)
  expect(writes.filter(({ operation }) => operation === 'bulk_action')).toHaveLength(1)
  const tagged = writes.filter(({ operation }) => operation === 'packages_tag').map(({ url }) => url)
  expect(tagged).toHaveLength(40)
  expect(new Set(tagged)).toHaveLength(40)
})

test('two plans of one client at once share the wait, and neither begins anew', async () => {
  const { planned, pages, emulator, refused } = await drained('packages_list', 4)
  const before = emulator.clock.now()

  const made = await Promise.all([planned(), planned()])

  expect(made.map(({ items }) => items.length)).toEqual([packages, packages])
  expect(emulator.clock.now() - before).toBe(fortyMinutes)
  expect(refused().length).toBeLessThanOrEqual(2)
  const read = pages().filter((page) => !page.endsWith('refused'))
  expect(read.toSorted()).toEqual(['1', '1', '2', '2', '3', '3', '4', '4'])
})

test.each([
  [0.3, 14, 6],
  [0, 20, 0],
])(
  'with a reserve of %d a promotion takes %i of the twenty requests of a window, and leaves %i',
  async (reserve, taken, left) => {
    let answered = 0
    let tell = () => {}
    const isTaken = new Promise<void>((resolve) => {
      tell = resolve
    })
    const { cloudsmith, candidates, applied, emulator, useUp, refused } = await limited(20, {
      observe: () => {
        answered += 1
        if (answered === taken) tell()
      },
    })
    const polite = cloudsmith.withOptions({ reserve })
    const others = async () => {
      await isTaken
      await emulator.clock.sleep(60_000)
      return useUp()
    }

    const [report, count] = await Promise.all([candidates(polite).then((made) => applied(made, polite)), others()])

    expect(report.outcome).toBe('succeeded')
    expect(emulator.requests.all.length).toBeGreaterThan(40)
    expect(count).toBe(left)
    expect(refused()).toEqual([])
  },
)
