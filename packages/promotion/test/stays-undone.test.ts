import { Cloudsmith } from '@cloudsmith-sdk/client'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { exampleEvent } from '@cloudsmith-sdk/webhooks/testing'
import { describe, expect, test } from 'vitest'
import { autopromote } from '../src/automation.ts'
import { holds, resume } from '../src/hold.ts'
import { definePipeline, restore, rollback, snapshot } from '../src/index.ts'
import { type Stock, stock } from './stock.ts'

const npm = (name: string, version = '1.0.0') => npmPackage({ name, version, license: 'MIT' })
const bad = npm('bad')
const stale = { after: '1 day', means: 'pass' } as const
const edge = { from: 'dev', to: 'staging' }

/** A stocked world that promotes by itself from dev to staging, and what is seen of it. */
async function automated(options: Stock) {
  const world = await stock(options)
  const { cloudsmith, pipeline } = world
  const errors: unknown[] = []
  const begin = () => autopromote(pipeline, cloudsmith, { edges: [edge], onError: (error) => errors.push(error) })
  const automation = begin()
  const list = async (repo: string) => await cloudsmith.packages.list({ owner: 'acme', repo }).toArray()
  /** An event about every package of dev. */
  const tagEvents = async (listener = automation) => {
    for (const row of await list('dev')) await listener.handle(exampleEvent('package.tags_updated', { ...row }))
    await listener.idle()
  }
  return { ...world, automation, begin, tagEvents, errors }
}

const stages = [
  ['copy', undefined],
  ['copy', 'staged'],
  ['move', 'staged'],
] as const

describe.each(stages)('what was brought by %s to a stage with the tag %s and rolled back', (action, tag) => {
  const stage = { action, tag, staleScan: stale }

  async function rolledBack(more: Stock = {}) {
    const world = await automated({ dev: [bad], stage, ...more })
    const [report] = await world.automation.reconcile()
    if (report === undefined) throw new Error('nothing was promoted')
    expect(world.contents('staging')).toEqual([`npm bad 1.0.0${tag === undefined ? '' : ` #${tag}`}`])
    const undone = await rollback(world.cloudsmith, report)
    await world.emulator.settle()
    expect(undone.outcome).toBe('undone')
    expect(world.contents('staging')).toEqual([])
    return { ...world, report }
  }

  test('F80 is not shipped again by the next sweep', async () => {
    const { automation, contents, errors } = await rolledBack()
    const [report] = await automation.reconcile()
    expect(report).toMatchObject({ outcome: 'blocked', items: [{ reasons: [expect.stringContaining('rolled back')] }] })
    expect(contents('staging')).toEqual([])
    expect(contents('dev')).toEqual(['npm bad 1.0.0 #held-from-staging'])
    expect(errors).toEqual([])
  })

  test('F80 nor by the next tag event', async () => {
    const { tagEvents, contents } = await rolledBack()
    await tagEvents()
    expect(contents('staging')).toEqual([])
  })

  test('nor by a new process that knows nothing of it', async () => {
    const { begin, tagEvents, contents } = await rolledBack()
    const next = begin()
    await next.reconcile()
    await tagEvents(next)
    expect(contents('staging')).toEqual([])
  })

  test('goes again once it is resumed', async () => {
    const { automation, cloudsmith, pipeline, contents } = await rolledBack()
    await resume(cloudsmith, pipeline, { edge, packages: 'everything', by: 'ada' })
    await automation.reconcile()
    expect(contents('staging')).toHaveLength(1)
  })

  test('is held by whoever is told, and not at all where that is asked for', async () => {
    const { automation, cloudsmith, pipeline, report, contents } = await rolledBack()
    const held = async () => (await holds(cloudsmith, pipeline, { edge })).items.map(({ hold: { by, why } }) => [by, why])
    expect(await held()).toEqual([[`rollback of plan ${report.plan.slice(0, 12)}`, 'rolled back']])
    await resume(cloudsmith, pipeline, { edge, packages: 'everything', by: 'ada' })
    await rollback(cloudsmith, report, { hold: { by: 'ada', why: 'it breaks the login' } })
    expect(await held()).toEqual([['ada', 'it breaks the login']])
    // Rolled back again, it stays held by the first.
    await rollback(cloudsmith, report)
    expect(await held()).toEqual([['ada', 'it breaks the login']])

    await resume(cloudsmith, pipeline, { edge, packages: 'everything', by: 'ada' })
    await rollback(cloudsmith, report, { hold: false })
    expect(await held()).toEqual([])
    await automation.reconcile()
    expect(contents('staging')).toHaveLength(1)
  })

  test('stays away when the rollback dies after any of its requests, and automation comes at once', async () => {
    for (let request = 1; ; request++) {
      const { automation, cloudsmith, emulator, tagEvents, contents } = await automated({ dev: [bad], stage })
      const [report] = await automation.reconcile()
      const death = new AbortController()
      let left = request
      const mortal = new Cloudsmith({
        apiKey: 'emulator-admin-key',
        clock: emulator.clock,
        fetch: async (input, init) => {
          left -= 1
          if (left < 0) death.abort(new Error('killed'))
          if (left < 0) throw new TypeError('killed')
          return emulator.fetch(input, init)
        },
      })
      const ended = await rollback(mortal, report ?? expect.fail(), { signal: death.signal }).catch(() => undefined)
      await emulator.settle()
      const atDeath = contents('staging')
      await automation.reconcile()
      await tagEvents()
      expect(contents('staging'), `after request ${request}`).toEqual(atDeath)
      expect(await rollback(cloudsmith, report ?? expect.fail())).toMatchObject({ outcome: 'undone' })
      await automation.reconcile()
      expect(contents('staging'), `after request ${request}`).toEqual([])
      if (ended !== undefined) break
    }
  })
})

test('a move that drops tags leaves what was moved back held all the same', async () => {
  const { automation, cloudsmith, contents, tagEvents } = await automated({
    ...{
      dev: [bad],
      stage: { action: 'move', tag: 'staged', staleScan: stale },
      emulator: { switches: { moveKeepsTags: false } },
    },
  })
  const [report] = await automation.reconcile()
  await rollback(cloudsmith, report ?? expect.fail())
  await automation.reconcile()
  await tagEvents()
  expect([contents('dev'), contents('staging')]).toEqual([['npm bad 1.0.0 #held-from-staging'], []])
})

test('what had only lost its tag does not get it back', async () => {
  const { automation, cloudsmith, contents } = await automated({ dev: [bad], staging: [bad], stage: { tag: 'staged' } })
  const [report] = await automation.reconcile()
  expect(contents('staging')).toEqual(['npm bad 1.0.0 #staged'])
  await rollback(cloudsmith, report ?? expect.fail())
  await automation.reconcile()
  expect(contents('staging')).toEqual(['npm bad 1.0.0'])
})

test('nothing is taken away that cannot be held', async () => {
  const { automation, cloudsmith, emulator, contents } = await automated({ dev: [bad] })
  const [report] = await automation.reconcile()
  emulator.faults.add({ operation: 'packages_tag', status: 403, times: 9 })
  await expect(rollback(cloudsmith, report ?? expect.fail())).rejects.toThrow('nothing was removed')
  expect(contents('staging')).toHaveLength(1)
  await rollback(cloudsmith, report ?? expect.fail(), { hold: false })
  expect(contents('staging')).toEqual([])
})

test('F80 what a restore takes away is not shipped again, what was there stays open', async () => {
  const good = npm('good')
  const { automation, emulator, cloudsmith, pipeline, contents, tagEvents } = await automated({ dev: [good] })
  await automation.reconcile()
  const before = await snapshot(cloudsmith, pipeline, 'staging', { now: new Date(emulator.clock.now()) })
  await emulator.add('acme/dev', bad)
  await automation.reconcile()
  expect(contents('staging')).toEqual(['npm bad 1.0.0', 'npm good 1.0.0'])

  expect(await restore(cloudsmith, pipeline, before, { dryRun: true })).toMatchObject({ outcome: 'restored' })
  expect(contents('dev')).toEqual(['npm bad 1.0.0', 'npm good 1.0.0'])
  expect(await restore(cloudsmith, pipeline, before)).toMatchObject({ outcome: 'restored' })
  await automation.reconcile()
  await tagEvents()

  expect(contents('staging')).toEqual(['npm good 1.0.0'])
  expect(contents('dev')).toEqual(['npm bad 1.0.0 #held-from-staging', 'npm good 1.0.0'])
  const { items } = await holds(cloudsmith, pipeline, { edge })
  expect(items).toMatchObject([{ hold: { by: `restore to ${before.at}`, why: 'removed by a restore' } }])
})

describe('inside of one repository', () => {
  const inOne = { from: 'candidate', to: 'release' }

  async function story() {
    const world = await stock({})
    const { cloudsmith, emulator } = world
    const pipeline = definePipeline({
      owner: 'acme',
      stages: [
        { name: 'candidate', repository: 'dev', tag: 'candidate', unscannable: 'pass' },
        { name: 'release', repository: 'dev', tag: 'released', unscannable: 'pass' },
      ],
    })
    const automation = autopromote(pipeline, cloudsmith, {
      onError: (error) => expect.fail(String(error)),
    })
    const before = await snapshot(cloudsmith, pipeline, 'release', { now: new Date(emulator.clock.now()) })
    const { slug_perm: identifier } = await emulator.add('acme/dev', bad)
    await cloudsmith.packages.tag({ owner: 'acme', repo: 'dev', identifier, action: 'Add', tags: ['candidate'] })
    const [report] = await automation.reconcile()
    expect(world.contents('dev')).toEqual(['npm bad 1.0.0 #candidate #released'])
    return { ...world, pipeline, automation, before, report: report ?? expect.fail() }
  }

  test('F80 the tag that a rollback took off does not come back until it is resumed', async () => {
    const { cloudsmith, pipeline, automation, report, contents } = await story()
    await rollback(cloudsmith, report)
    await automation.reconcile()
    expect(contents('dev')).toEqual(['npm bad 1.0.0 #candidate #held-from-release'])
    await resume(cloudsmith, pipeline, { edge: inOne, packages: 'everything', by: 'ada' })
    await automation.reconcile()
    expect(contents('dev')).toEqual(['npm bad 1.0.0 #candidate #released'])
  })

  test('nor does the one that a restore took off', async () => {
    const { cloudsmith, pipeline, automation, before, contents } = await story()
    expect(await restore(cloudsmith, pipeline, before)).toMatchObject({ outcome: 'restored' })
    await automation.reconcile()
    expect(contents('dev')).toEqual(['npm bad 1.0.0 #candidate #held-from-release'])
  })
})
