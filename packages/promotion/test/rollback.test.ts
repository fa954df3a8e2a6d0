import { Cloudsmith } from '@cloudsmith-sdk/client'
import type { Emulator } from '@cloudsmith-sdk/emulator'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { apply, plan, type Rollback, rollback as rollbackAndHold, type TransferAction } from '../src/index.ts'
import { crowd } from './crowd.ts'
import { killer, type Network, someOf } from './disturbances.ts'
import { pipelineTo, stock } from './stock.ts'

const npm = (name: string, version = '1.0.0') => npmPackage({ name, version, license: 'MIT' })
const staleScan = { after: '1 day', means: 'pass' } as const

/** What is held besides has tests of its own. */
const rollback: typeof rollbackAndHold = (cloudsmith, report, options) =>
  rollbackAndHold(cloudsmith, report, { ...options, hold: false })

/** A client over a network of one's choice. */
const clientOver = ({ fetch: send, clock }: Emulator, network: Network) =>
  new Cloudsmith({ apiKey: 'emulator-admin-key', clock, fetch: (input, init) => network(() => send(input, init), '') })

const whatBecame = ({ outcome, items }: Rollback) => ({
  outcome,
  items: items.map(({ package: { name }, did, why }) => [name, did, why]),
})

describe.each(['copy', 'move'] as const)(
  'after a run that died, and another that finished it, a rollback of the %s',
  (action: TransferAction) => {
    /** In staging lie what an earlier plan delivered, with its tag, and what somebody put there, without. */
    async function prepared() {
      const world = await stock({
        ...{ dev: [npm('new'), npm('there'), npm('delivered')], staging: [npm('there')] },
        stage: { action, tag: 'staged', staleScan },
      })
      await world.emulator.add('acme/staging', npm('delivered'), { tags: ['staged'] })
      return { ...world, before: [world.contents('dev'), world.contents('staging')], made: await world.planned() }
    }

    test('F76 ends as one after an undisturbed run, tags included, whichever request it died at', async () => {
      const calm = await prepared()
      calm.emulator.requests.clear()
      const report = await calm.applied(calm.made)
      const requests = calm.emulator.requests.all.length
      const expected = whatBecame(await rollback(calm.cloudsmith, report))
      expect([calm.contents('dev'), calm.contents('staging')]).toEqual(calm.before)
      expect(expected).toEqual({
        outcome: 'undone',
        items: [
          ['delivered', [], null],
          ['new', action === 'copy' ? ['deleted'] : ['untagged', 'moved back'], null],
          ['there', ['untagged'], null],
        ],
      })

      for (const number of someOf(requests)) {
        const { emulator, pipeline, made, before, contents, applied, cloudsmith } = await prepared()
        const { network, signal } = killer(number, 'after')
        await expect(apply(clientOver(emulator, network), pipeline, made, { signal })).rejects.toThrow()
        const undone = await rollback(cloudsmith, await applied(made))
        expect(whatBecame(undone), `after request ${number}`).toEqual(expected)
        expect([contents('dev'), contents('staging')], `after request ${number}`).toEqual(before)
      }
    })

    test('a dry run says what the rollback then does, and changes nothing', async () => {
      const { emulator, made, contents, applied, cloudsmith } = await prepared()
      const report = await applied(made)
      const [stages, writes] = [[contents('dev'), contents('staging')], emulator.requests.writes.length]
      const preview = await rollback(cloudsmith, report, { dryRun: true })
      expect(preview.dryRun).toBe(true)
      expect([contents('dev'), contents('staging')]).toEqual(stages)
      expect(emulator.requests.writes.length).toBe(writes)
      const undone = await rollback(cloudsmith, report)
      expect(undone).not.toHaveProperty('dryRun')
      expect(whatBecame(preview)).toEqual(whatBecame(undone))
      const again = await rollback(cloudsmith, report, { dryRun: true })
      expect(again.items.map(({ did, why }) => [did, why])).toEqual(again.items.map(() => [[], null]))
    })

    test('F76 by the report of the run that died takes the tag off that it may have given, and leaves what an earlier plan delivered', async () => {
      const { emulator, pipeline, made, before, contents, cloudsmith } = await prepared()
      emulator.faults.add({ operation: 'packages_tag', dropReply: true, times: 99 })
      const death = await apply(cloudsmith, pipeline, made).catch((error: unknown) => error)
      emulator.faults.clear()

      await rollback(cloudsmith, (death as { report: Parameters<typeof rollback>[1] }).report)

      expect([contents('dev'), contents('staging')]).toEqual(before)
    })
  },
)

test('a tag that a moved package carried before stays on it', async () => {
  const { emulator, contents, planned, applied, cloudsmith } = await stock({
    stage: { action: 'move', tag: 'staged', staleScan },
  })
  await emulator.add('acme/dev', npm('carrier'), { tags: ['staged'] })
  await rollback(cloudsmith, await applied(await planned()))
  expect([contents('dev'), contents('staging')]).toEqual([['npm carrier 1.0.0 #staged'], []])
})

describe.each(['copy', 'move'] as const)('what is gone is gone: a rollback of a %s', (action: TransferAction) => {
  const names = ['one', 'two', 'three']
  const prepared = async (lagSeconds: number) => {
    const world = await stock({ stage: { action, tag: 'staged', staleScan }, emulator: { switches: { lagSeconds } } })
    for (const name of [...names, 'there']) await world.emulator.add('acme/dev', npm(name))
    await world.emulator.add('acme/staging', npm('there'))
    await world.emulator.clock.advance(60_000)
    return { ...world, report: await world.applied(await world.planned()) }
  }

  test.each([0, 45])('F81 by two at once is done for both of them, with lists %i s behind', async (lag) => {
    const { cloudsmith, report, contents, emulator } = await prepared(lag)
    const undone = await Promise.all([rollback(cloudsmith, report), rollback(cloudsmith, report)])
    expect(undone.map(({ outcome }) => outcome)).toEqual(['undone', 'undone'])
    expect(undone.flatMap(({ items }) => items).filter(({ why }) => why !== null)).toEqual([])
    await emulator.settle()
    expect(contents('staging')).toEqual(['npm there 1.0.0'])
  })

  test('F81 does not fail over what somebody deleted meanwhile', async () => {
    const { cloudsmith, report, emulator, contents } = await prepared(0)
    const staged = await cloudsmith.packages.list({ owner: 'acme', repo: 'staging' }).toArray()
    for (const { slug_perm: identifier } of staged.filter(({ name }) => ['there', 'one'].includes(name ?? ''))) {
      await cloudsmith.packages.delete({ owner: 'acme', repo: 'staging', identifier })
    }
    await emulator.settle()

    const undone = await rollback(cloudsmith, report)

    expect(contents('staging')).toEqual([])
    const why = Object.fromEntries(undone.items.map((item) => [item.package.name, item.why]))
    const lost = action === 'copy' ? null : expect.stringContaining('neither in dev nor in staging')
    expect(why).toEqual({ one: lost, two: null, three: null, there: null })
  })
})

test('a copy whose original was pushed anew, with the same bytes, is not the last one', async () => {
  const { cloudsmith, planned, applied, contents, emulator } = await stock({ dev: [npm('ms')] })
  const report = await applied(await planned())
  await cloudsmith.packages.delete({ owner: 'acme', repo: 'dev', identifier: report.items[0]?.source ?? '' })
  await emulator.settle()
  await emulator.add('acme/dev', npm('ms'))
  expect(await rollback(cloudsmith, report)).toMatchObject({ outcome: 'undone', items: [{ did: ['deleted'] }] })
  expect([contents('dev'), contents('staging')]).toEqual([['npm ms 1.0.0'], []])
})

test('what was moved back and fails there says why, and is not waited for', async () => {
  const { cloudsmith, planned, applied, emulator } = await stock({
    dev: [npm('ms')],
    stage: { action: 'move', staleScan },
  })
  const report = await applied(await planned())
  await emulator.add('acme/dev', npm('ms'))
  const start = emulator.clock.now()
  const { items } = await rollback(cloudsmith, report)
  expect(items).toMatchObject([{ did: [], why: expect.stringMatching(/moved back to dev.*already exists/) }])
  expect(emulator.clock.now() - start).toBeLessThan(120_000)
})

test('the cost of a rollback grows with its report, not with 20,000 packages on each side', async () => {
  const { emulator, cloudsmith } = await stock({})
  for (const place of ['acme/dev', 'acme/staging']) await crowd(emulator, place, { name: 'package', count: 20_000 })
  await crowd(emulator, 'acme/dev', { name: 'release', count: 150 })
  const sent = Array.from({ length: 150 }, (_, index) => ({ format: 'raw', name: `release-${index}`, version: '1' }))
  const pipeline = pipelineTo({ unscannable: 'pass', tag: 'staged' })
  const options = { from: 'dev', to: 'staging', select: { packages: sent }, now: new Date(emulator.clock.now()) }
  const report = await apply(cloudsmith, pipeline, await plan(cloudsmith, pipeline, options))
  expect(report.outcome).toBe('succeeded')
  emulator.requests.clear()

  const undone = await rollback(cloudsmith, report)

  expect(undone.outcome).toBe('undone')
  expect(emulator.requests.writes.map(({ operation }) => operation)).toEqual(['bulk_action', 'bulk_action'])
  // A few queries for each look; one list of the whole of one side would be 41 pages.
  expect(emulator.requests.all.length).toBeLessThan(20)
})
