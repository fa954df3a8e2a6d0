import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator, type EmulatorOptions } from '@cloudsmith-sdk/emulator'
import { npmPackage, rawFile } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { apply, type Plan, PlanError, type PlanOptions, plan, type StageDefinition } from '../../src/index.ts'
import { crowd } from '../crowd.ts'
import { pipelineTo } from '../stock.ts'

const raw = (name: string) => rawFile({ name, version: '1', filename: `${name}.bin`, bytes: new TextEncoder().encode(name) })

/** A world whose repositories hold many packages; those of dev whose number is below `tagged` are candidates. */
async function many(
  { dev, staging = 0, tagged = 0 }: { dev: number; staging?: number; tagged?: number },
  options: EmulatorOptions = {},
  stage: Partial<StageDefinition> = {},
) {
  const emulator = createEmulator(options)
  const { clock } = emulator
  await crowd(emulator, 'acme/dev', { name: 'pkg', count: dev, tagged })
  await crowd(emulator, 'acme/staging', { name: 'old', count: staging })
  const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', fetch: emulator.fetch, clock })
  const pipeline = pipelineTo({ unscannable: 'pass', ...stage })
  const counted = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
    emulator.requests.clear()
    const result = await work()
    return [result, emulator.requests.all.length]
  }
  return {
    emulator,
    cloudsmith,
    counted,
    planned: (select: PlanOptions['select']) =>
      plan(cloudsmith, pipeline, { from: 'dev', to: 'staging', select, now: new Date(clock.now()) }),
    applied: (made: Plan) => apply(cloudsmith, pipeline, made),
  }
}

describe('reading grows with what is promoted, never with what is there', () => {
  test('F41 forty of few and forty of many take as many requests, to plan and to apply', async () => {
    const taken: number[][] = []
    for (const size of [1_200, 3_000]) {
      const { counted, planned, applied } = await many({ dev: size, staging: size, tagged: 40 })
      const [made, toPlan] = await counted(() => planned({ tag: 'candidate' }))
      const [report, toApply] = await counted(() => applied(made))
      expect(report.items.filter(({ outcome }) => outcome === 'promoted')).toHaveLength(40)
      taken.push([toPlan, toApply])
    }
    expect(taken[1]).toEqual(taken[0])
  })

  test('F45 one package by its identity takes a handful', async () => {
    const { counted, planned, applied } = await many({ dev: 1_200, staging: 1_200 })
    const [made, toPlan] = await counted(() => planned({ packages: [{ format: 'raw', name: 'pkg-7', version: '1' }] }))
    const [, toApply] = await counted(() => applied(made))
    expect(toPlan + toApply).toBeLessThanOrEqual(8)
  })
})

describe('a repository that people push to', () => {
  /** Pushes a package to dev at every second page that is read of it. */
  async function busy() {
    let [reads, pushed] = [0, 0]
    const world = await many(
      { dev: 1_600, staging: 700, tagged: 500 },
      {
        observe: async (exchange) => {
          if (exchange.operation !== 'packages_list' || !exchange.url.includes('/dev/')) return
          reads += 1
          if (reads % 2 === 0) await world.emulator.add('acme/dev', raw(`new-${pushed++}`), { tags: ['candidate'] })
        },
      },
    )
    return world
  }

  test('F42 eight of eight plans of one named package and of all that has a tag are made', async () => {
    const { planned } = await busy()
    for (let round = 0; round < 8; round++) {
      const one = await planned({ packages: [{ format: 'raw', name: 'pkg-1599', version: '1' }] })
      expect(one.items).toHaveLength(1)
      const tagged = await planned({ tag: 'candidate' })
      expect(tagged.items.length).toBeGreaterThanOrEqual(500)
    }
  })

  test('F42 everything is every package that was there from beginning to end', async () => {
    const { planned } = await busy()
    const { items } = await planned('everything')
    const names = new Set(items.map((item) => item.package.name))
    for (let index = 0; index < 1_600; index++) expect(names.has(`pkg-${index}`)).toBe(true)
  })

  test('F42 what is deleted while a list is read takes nothing else out of it', async () => {
    let reads = 0
    const world = await many(
      { dev: 1_300 },
      {
        observe: async ({ operation, url }) => {
          if (operation !== 'packages_list' || !url.includes('page_size=500')) return
          reads += 1
          if (reads > 2) return
          // Of the newest, which were read before: everything else moves up.
          for (let index = 0; index < 40; index++) await remove(1_299 - (reads - 1) * 40 - index)
        },
      },
    )
    const remove = async (index: number) => {
      const [row] = await world.cloudsmith.packages.list({ owner: 'acme', repo: 'dev', query: `name:^pkg-${index}$` })
      await world.cloudsmith.packages.delete({ owner: 'acme', repo: 'dev', identifier: row?.slug_perm ?? '' })
      await world.emulator.clock.advance(5_000)
    }
    const { items } = await world.planned('everything')
    const names = new Set(items.map((item) => item.package.name))
    for (let index = 0; index < 1_220; index++) expect(names.has(`pkg-${index}`), `pkg-${index}`).toBe(true)
  })
})

describe('lists that are a minute behind', () => {
  const behind = { switches: { lagSeconds: 60 } }

  test('F43 what was pushed a moment ago is planned by its slug_perm', async () => {
    const { emulator, planned } = await many({ dev: 0 }, behind)
    const app = await emulator.add('acme/dev', npmPackage({ name: 'app', version: '1.0.0' }))
    const { items } = await planned({ slugPerms: [app.slug_perm] })
    expect(items).toMatchObject([{ package: { name: 'app' }, outcome: 'promote' }])
  })

  test('F43 and an identity that does not show is an error that names the lag', async () => {
    const { emulator, planned } = await many({ dev: 0 }, behind)
    await emulator.add('acme/dev', npmPackage({ name: 'app', version: '1.0.0' }))
    const planning = planned({ packages: [{ format: 'npm', name: 'app', version: '1.0.0' }] })
    await expect(planning).rejects.toThrow(PlanError)
    await expect(planning).rejects.toThrow(/does not have npm app 1\.0\.0\. A package that was pushed within the last minute/)
  })
})

test('F44 where the service refuses long queries they are halved, and what it refused once is not tried again', async () => {
  const { counted, planned } = await many({ dev: 1_100, staging: 1_100, tagged: 120 }, { switches: { maxQueryLength: 700 } })
  const [first, toPlan] = await counted(() => planned({ tag: 'candidate' }))
  expect(first.items).toHaveLength(120)
  const [again, less] = await counted(() => planned({ tag: 'candidate' }))
  expect(again.items).toEqual(first.items)
  expect(less).toBeLessThan(toPlan)
})

describe('F49 what a plan says it costs is what applying it takes', () => {
  test.each<[string, Parameters<typeof many>[0], Partial<StageDefinition>]>([
    ['one into an empty repository', { dev: 1, tagged: 1 }, {}],
    ['one, tagged', { dev: 1, tagged: 1 }, { tag: 'staged' }],
    ['sixty into an empty one', { dev: 60, tagged: 60 }, {}],
    ['sixty into a large one, tagged', { dev: 1_100, staging: 1_600, tagged: 60 }, { tag: 'staged' }],
    ['250 into a large one', { dev: 1_100, staging: 1_600, tagged: 250 }, {}],
    ['620 into a small one', { dev: 700, staging: 30, tagged: 620 }, {}],
    ['620 into a small one, tagged', { dev: 700, staging: 30, tagged: 620 }, { tag: 'staged' }],
  ])('%s', async (_, sizes, stage) => {
    const { counted, planned, applied } = await many(sizes, {}, stage)
    const made = await planned({ tag: 'candidate' })
    const [, requests] = await counted(() => applied(made))
    expect(
      Math.abs(made.estimates.cost.requests - requests) / requests,
      `${made.estimates.cost.requests} foretold, ${requests} sent`,
    ).toBeLessThanOrEqual(0.1)
  })
})
