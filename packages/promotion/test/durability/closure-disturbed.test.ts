import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator, type Emulator } from '@cloudsmith-sdk/emulator'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { apply, plan } from '../../src/index.ts'
import { calm, contents, killer, type Network, numbersOf } from '../disturbances.ts'
import { pipelineTo } from '../stock.ts'

/** An application that needs a circle of two, one of which needs a third. */
const needs: Readonly<Record<string, readonly string[]>> = { app: ['left'], left: ['right'], right: ['left', 'leaf'], leaf: [] }

/** What a stage has and cannot be installed, since what it needs has not arrived. */
function uninstallable(emulator: Emulator, isDelivered: (tags: readonly string[]) => boolean): string[] {
  const there = [...emulator.world.repository({ owner: 'acme', repo: 'staging' }).packages.all()]
    .filter(({ sync, tags }) => sync.state === 'completed' && isDelivered(tags))
    .map(({ content }) => content.facts?.name ?? '')
  // Those of a circle arrive in any order, and are tagged in any.
  const before = (name: string) => (needs[name] ?? []).filter((needed) => !needs[needed]?.includes(name))
  return there.flatMap((name) => before(name).flatMap((needed) => (there.includes(needed) ? [] : [`${name} lacks ${needed}`])))
}

async function world(tag: string | undefined) {
  const lacking: string[] = []
  const emulator: Emulator = createEmulator({
    observe: async () => {
      lacking.push(...uninstallable(emulator, (tags) => tag === undefined || tags.includes(tag)))
    },
  })
  for (const [name, names] of Object.entries(needs)) {
    const dependencies = Object.fromEntries(names.map((needed) => [needed, '^1.0.0']))
    await emulator.add('acme/dev', npmPackage({ name, version: '1.0.0', license: 'MIT', dependencies }))
  }
  const { clock } = emulator
  const pipeline = pipelineTo({ unscannable: 'pass', ...(tag === undefined ? {} : { tag }) })
  const through = (network: Network) => {
    const fetch: typeof globalThis.fetch = (input, init) => {
      const request = new Request(input, init)
      return network(() => emulator.fetch(request), request.method)
    }
    return new Cloudsmith({ apiKey: 'emulator-admin-key', clock, fetch, retries: 0 })
  }
  const select = { query: 'name:^app$' }
  const made = await plan(through(calm), pipeline, { from: 'dev', to: 'staging', select, dependencies: 'closure' })
  emulator.requests.clear()
  return {
    emulator,
    lacking,
    applied: (network: Network, signal?: AbortSignal) => apply(through(network), pipeline, made, { signal }),
  }
}

describe.each([['with a tag', 'staged'] as const, ['without one', undefined] as const])('F27 F29 a stage %s', (_, tag) => {
  test('never has a package without what it needs, and all of it in the end, whenever the process dies', async () => {
    const undisturbed = await world(tag)
    expect(await undisturbed.applied(calm)).toMatchObject({ outcome: 'succeeded' })
    expect(undisturbed.lacking).toEqual([])
    // What needs nothing, the circle, and the application.
    expect(undisturbed.emulator.requests.writes.filter(({ operation }) => operation === 'bulk_action')).toHaveLength(3)
    const expected = contents(undisturbed.emulator, 'staging')
    expect(expected).toHaveLength(4)
    const count = undisturbed.emulator.requests.all.length
    for (const when of ['before', 'after'] as const) {
      for (const number of numbersOf(count)) {
        const { emulator, lacking, applied } = await world(tag)
        const { network, signal } = killer(number, when)
        await applied(network, signal).catch(() => {})
        await emulator.settle()
        expect([when, number, await applied(calm)]).toMatchObject([when, number, { outcome: 'succeeded' }])
        expect([when, number, contents(emulator, 'staging'), lacking]).toEqual([when, number, expected, []])
      }
    }
  })
})
