import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator, type Emulator } from '@cloudsmith-sdk/emulator'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect, test } from 'vitest'
import { plan } from '../../src/index.ts'
import { crowd as others } from '../crowd.ts'
import { pipelineTo } from '../stock.ts'

/** Puts npm packages into dev, `name-0` and so on, each with what it needs. */
async function crowd(emulator: Emulator, name: string, count: number, needsOf: (index: number) => string[], tags: string[] = []) {
  const variants = Array.from({ length: count }, (_, index) => ({
    ...{ name: `${name}-${index}`, version: '1.0.0', filename: `${name}-${index}-1.0.0.tgz`, tags },
  }))
  await emulator.addMany('acme/dev', npmPackage({ name, version: '1.0.0', license: 'MIT' }), variants)
  for (const { content } of emulator.world.repository({ owner: 'acme', repo: 'dev' }).packages.all()) {
    const [, own, index] = /^(\w+)-(\d+)$/.exec(content.facts?.name ?? '') ?? []
    if (own !== name || content.facts === undefined) continue
    const dependencies = needsOf(Number(index)).map((needed) => ({
      ...({ name: needed, operator: 'matches', version: '^1.0.0', dep_type: 'Runtime' } as const),
    }))
    Object.assign(content.facts, { dependencies })
  }
}

test('F29 the closure of a thousand packages with three thousand dependencies asks each package that declares some, and names by the hundred', async () => {
  const emulator = createEmulator()
  await crowd(emulator, 'app', 1_000, (index) => [0, 1, 2].map((each) => `lib-${3 * index + each}`), ['candidate'])
  await crowd(emulator, 'lib', 3_000, () => [])
  await others(emulator, 'acme/dev', { name: 'other', count: 20_000 })
  await others(emulator, 'acme/staging', { name: 'other', count: 20_000 })
  const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', fetch: emulator.fetch, clock: emulator.clock })
  const about = { from: 'dev', to: 'staging', select: { tag: 'candidate' }, now: new Date(emulator.clock.now()) } as const
  const counted = () => Map.groupBy(emulator.requests.all, ({ operation }) => operation ?? '')
  emulator.requests.clear()

  const made = await plan(cloudsmith, pipelineTo({ unscannable: 'pass' }), { ...about, dependencies: 'closure' })

  expect(made.items).toHaveLength(4_000)
  expect(made.missing).toEqual([])
  const counts = Object.fromEntries([...counted()].map(([operation, requests]) => [operation, requests.length]))
  // Those that declare something, and as many of the others as show that they declare nothing.
  expect(counts.packages_dependencies).toBe(1_000 + 8)
  // Pages of what is selected; 3,000 names on either side, about 190 in a query; and the 4,000 packages of the plan at the destination.
  expect(counts.packages_list).toBeLessThan(2 + 2 * 17 + 45)
})
