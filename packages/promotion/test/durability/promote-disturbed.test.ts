import { Cloudsmith, type Package } from '@cloudsmith-sdk/client'
import { refOf } from '@cloudsmith-sdk/client/sync'
import { createEmulator, type Emulator } from '@cloudsmith-sdk/emulator'
import type { PackageFixture } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { type PromoteOptions, type Promotion, promote, type TransferAction } from '../../src/index.ts'
import { atTheSameMoment, calm, contents, killer, losing, type Network, numbersOf } from '../disturbances.ts'
import { lookAlikes } from '../look-alikes.ts'

/** Packages that resemble each other: what is promoted, and what is beside it in dev. */
const cases: Readonly<
  Record<string, { promoted: readonly PackageFixture[]; beside?: readonly PackageFixture[]; arrive?: number }>
> = {
  'F31 one deb file name in two distributions': { promoted: lookAlikes.debsOfOneFileName },
  'F31 the same deb in two distributions': { promoted: lookAlikes.debsOfOneFile },
  'F32 an Alpine package for two architectures': { promoted: lookAlikes.architectures },
  'F33 a NuGet package and its symbols': { promoted: lookAlikes.nugetAndSymbols },
  'F35 generic files of one name and two paths': { promoted: lookAlikes.genericPaths },
  'F17 a Docker index with its images': {
    promoted: lookAlikes.imageForTwoPlatforms.slice(0, 1),
    beside: lookAlikes.imageForTwoPlatforms.slice(1),
    arrive: 3,
  },
}

async function world({ promoted, beside = [] }: (typeof cases)[string], action: TransferAction, lagSeconds = 0) {
  const emulator = createEmulator({ switches: { lagSeconds } })
  const rows: Package[] = []
  for (const fixture of promoted) rows.push(await emulator.add('acme/dev', fixture))
  for (const fixture of beside) await emulator.add('acme/dev', fixture)
  await emulator.clock.advance(2 * 86_400_000)
  const options: PromoteOptions = {
    ...{ to: 'staging', action, tags: ['released'], unscannable: 'pass', clock: emulator.clock, interval: 20_000 },
  }
  async function promoteAll(network: Network, signal?: AbortSignal): Promise<Promotion[]> {
    const fetching = (input: Parameters<typeof fetch>[0], init?: RequestInit) =>
      network(() => emulator.fetch(input, init), init?.method ?? (input instanceof Request ? input.method : 'GET'))
    const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', clock: emulator.clock, fetch: fetching })
    const registry = { credential: 'emulator-admin-key', fetch: fetching }
    const promotions: Promotion[] = []
    for (const row of rows) promotions.push(await promote(cloudsmith, refOf(row), { ...options, registry, signal }))
    return promotions
  }
  return { emulator, promoteAll }
}

const stateOf = async (emulator: Emulator) => {
  await emulator.settle()
  return { dev: contents(emulator, 'dev'), staging: contents(emulator, 'staging') }
}

describe.each(['copy', 'move'] as const)('%s', (action) => {
  describe.each(Object.entries(cases))('%s', async (_, packages) => {
    const calmly = await world(packages, action)
    const before = calmly.emulator.requests.all.length
    const first = await calmly.promoteAll(calm)
    const requests = calmly.emulator.requests.all.length - before
    const expected = await stateOf(calmly.emulator)

    test('undisturbed, each is there once, tagged, and was not there before', () => {
      const count = packages.arrive ?? packages.promoted.length
      expect(first.map(({ alreadyThere }) => alreadyThere)).toEqual(packages.promoted.map(() => false))
      expect(expected.staging).toHaveLength(count)
      expect(expected.staging.every(({ state, tags }) => state === 'completed' && tags.join() === 'released')).toBe(true)
      expect(expected.dev).toHaveLength(action === 'copy' ? count : 0)
    })

    // Killed before a request is killed after the one before, as whoever comes then sees the same.
    test('F27 killed after every request in turn and called again, all ends the same', async () => {
      for (const number of numbersOf(requests)) {
        const { emulator, promoteAll } = await world(packages, action)
        const { network, signal } = killer(number, 'after')
        await expect(promoteAll(network, signal), `request ${number}`).rejects.toThrow()
        await promoteAll(calm)
        expect(await stateOf(emulator), `request ${number}`).toEqual(expected)
      }
    })

    test('F06 with the answer to every request lost in turn, all ends the same', async () => {
      for (const number of numbersOf(requests)) {
        const { emulator, promoteAll } = await world(packages, action)
        await promoteAll(losing(number))
        expect(await stateOf(emulator), `request ${number}`).toEqual(expected)
      }
    })

    test.each([0, 45])('F28 two at once end with one of each, and both say so, with lists %i s behind', async (lag) => {
      const { emulator, promoteAll } = await world(packages, action, lag)
      const [one, other] = atTheSameMoment()
      const [ours, theirs] = await Promise.all([promoteAll(one), promoteAll(other)])
      expect(await stateOf(emulator)).toEqual(expected)
      const told = (promotions: readonly Promotion[]) => promotions.map((each) => each.package.slug_perm)
      expect(told(theirs)).toEqual(told(ours))
      expect([...ours, ...theirs].flatMap(({ leftovers }) => leftovers)).toEqual([])
    })
  })
})
