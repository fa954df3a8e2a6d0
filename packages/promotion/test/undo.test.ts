import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { type InterruptedError, restore, rollback, snapshot } from '../src/index.ts'
import { stock } from './stock.ts'

const npm = (name: string, version: string, more = {}) => npmPackage({ name, version, license: 'MIT', ...more })
const ms = npm('ms', '2.1.3')
const clsx = npm('clsx', '2.1.1')
const tampered = npm('ms', '2.1.3', { files: { 'index.js': 'evil()' } })
const stale = { after: '1 day', means: 'pass' } as const

describe('F15 a promotion can be undone', () => {
  test('what it copied is deleted, what was there before loses the tag, and nothing else is touched', async () => {
    const old = npm('old', '1.0.0')
    const { planned, applied, contents, emulator, cloudsmith } = await stock({
      ...{ dev: [ms, clsx], staging: [clsx, old], stage: { tag: 'staged' } },
    })
    const report = await applied(await planned())
    expect(contents('staging')).toEqual(['npm clsx 2.1.1 #staged', 'npm ms 2.1.3 #staged', 'npm old 1.0.0'])

    const undone = await rollback(cloudsmith, report)

    expect(undone).toMatchObject({ outcome: 'undone', plan: report.plan })
    expect(undone.items.map(({ package: { name }, did }) => [name, did])).toEqual([
      ['clsx', ['untagged']],
      ['ms', ['deleted']],
    ])
    expect(contents('staging')).toEqual(['npm clsx 2.1.1', 'npm old 1.0.0'])
    expect(contents('dev')).toEqual(['npm clsx 2.1.1 #held-from-staging', 'npm ms 2.1.3 #held-from-staging'])

    emulator.requests.clear()
    expect(await rollback(cloudsmith, report)).toMatchObject({ outcome: 'undone' })
    expect(emulator.requests.writes.map(({ operation }) => operation)).toEqual(['packages_tag'])
  })

  test('cut off in the middle it tells what was done, and what is not known to be', async () => {
    const { planned, applied, contents, emulator, cloudsmith } = await stock({
      ...{ dev: [ms, clsx], staging: [clsx], stage: { tag: 'staged' } },
    })
    const report = await applied(await planned())
    emulator.faults.add({ operation: 'bulk_action', status: 401, times: 9 })

    const why = 'the run was interrupted before this was confirmed'
    await expect(rollback(cloudsmith, report)).rejects.toMatchObject({
      name: 'RollbackInterruptedError',
      message: expect.stringMatching(
        /interrupted before 1 of 2 packages could be confirmed: .* Call it again to continue from there\./s,
      ),
      rollback: {
        outcome: 'interrupted',
        items: [
          { did: ['untagged'], why: null },
          { did: [], why },
        ],
      },
    })
    emulator.faults.clear()
    expect(await rollback(cloudsmith, report)).toMatchObject({ outcome: 'undone' })
    expect(contents('staging')).toEqual(['npm clsx 2.1.1'])
  })

  test('a restore that is cut off tells what it was about', async () => {
    const { planned, applied, contents, emulator, cloudsmith, pipeline } = await stock({ dev: [ms], stage: { tag: 'staged' } })
    const before = await snapshot(cloudsmith, pipeline, 'staging')
    await applied(await planned())
    emulator.faults.add({ operation: 'bulk_action', status: 401, times: 9 })

    await expect(restore(cloudsmith, pipeline, before)).rejects.toMatchObject({
      name: 'RestoreInterruptedError',
      restoration: { outcome: 'interrupted', items: [{ step: 'delete', why: expect.stringContaining('interrupted') }] },
    })
    emulator.faults.clear()
    expect(await restore(cloudsmith, pipeline, before)).toMatchObject({ outcome: 'restored' })
    expect(contents('staging')).toEqual([])
  })

  test('what it moved is moved back, without its tag', async () => {
    const { planned, applied, contents, cloudsmith } = await stock({
      dev: [ms],
      stage: { action: 'move', tag: 'staged', staleScan: stale },
    })
    const report = await applied(await planned())
    expect([contents('dev'), contents('staging')]).toEqual([[], ['npm ms 2.1.3 #staged']])

    const undone = await rollback(cloudsmith, report)

    expect(undone.items).toMatchObject([{ did: ['untagged', 'moved back'], why: null }])
    expect([contents('dev'), contents('staging')]).toEqual([['npm ms 2.1.3 #held-from-staging'], []])
  })

  test('F83 the last copy of anything is never deleted', async () => {
    const { planned, applied, contents, cloudsmith, emulator } = await stock({ dev: [ms] })
    const report = await applied(await planned())
    await cloudsmith.packages.delete({ owner: 'acme', repo: 'dev', identifier: report.items[0]?.source ?? '' })
    await emulator.settle()

    const preview = await rollback(cloudsmith, report, { dryRun: true })
    const undone = await rollback(cloudsmith, report)

    for (const each of [preview, undone]) {
      expect(each).toMatchObject({
        outcome: 'needs a human',
        items: [{ did: [], why: expect.stringContaining('the last copy') }],
      })
    }
    expect(contents('staging')).toEqual(['npm ms 2.1.3'])
  })

  test('F84 a run that was cut off is undone by the report of its error; what was on its way is named', async () => {
    const { planned, applied, contents, cloudsmith } = await stock({ dev: [ms], stage: { tag: 'staged' } })
    const made = await planned()
    const stop = new AbortController()
    const run = applied(made, { signal: stop.signal })
    const error = await (async () => {
      for await (const { type } of run) if (type === 'sent') stop.abort()
    })().catch((cause: unknown) => cause)
    const cutOff = await rollback(cloudsmith, (error as InterruptedError).report)
    expect(cutOff).toMatchObject({ outcome: 'needs a human', items: [{ why: expect.stringContaining('apply the plan again') }] })

    await rollback(cloudsmith, await applied(made))
    expect(contents('staging')).toEqual([])
  })
})

describe('a stage can be restored to what it held', () => {
  test('what is gone comes back from the recycle bin or from another stage; what came since goes where it has another copy', async () => {
    const lost = npm('lost', '1.0.0')
    const { cloudsmith, emulator, pipeline, planned, applied, contents } = await stock({
      ...{ dev: [ms, lost], staging: [clsx, ms] },
    })
    const before = await snapshot(cloudsmith, pipeline, 'staging', { now: new Date(emulator.clock.now()) })
    const inStaging = (name: string) => before.items.find((item) => item.package.name === name)?.slugPerm ?? ''
    await applied(await planned())
    for (const name of ['clsx', 'ms']) {
      await cloudsmith.packages.delete({ owner: 'acme', repo: 'staging', identifier: inStaging(name) })
    }
    await emulator.settle()
    await cloudsmith.recycleBin.hardDelete({ owner: 'acme', identifiers: [inStaging('ms')] })
    await emulator.add('acme/staging', npm('stray', '1.0.0'))
    expect(contents('staging')).toEqual(['npm lost 1.0.0', 'npm stray 1.0.0'])

    emulator.requests.clear()
    const rehearsed = await restore(cloudsmith, pipeline, before, { dryRun: true })
    expect(emulator.requests.writes).toEqual([])
    const restored = await restore(cloudsmith, pipeline, before)

    const steps = restored.items.map(({ package: { name }, step, from }) => [name, step, from])
    expect(rehearsed.items.map(({ package: { name }, step, from }) => [name, step, from])).toEqual(steps)
    expect(steps.toSorted()).toEqual([
      ['clsx', 'restore', null],
      ['lost', 'delete', null],
      ['ms', 'copy', 'dev'],
      ['stray', 'keep', null],
    ])
    expect(restored.outcome).toBe('needs a human')
    expect(restored.items.find(({ step }) => step === 'keep')?.why).toContain('the last copy is never deleted')
    expect(contents('staging')).toEqual(['npm clsx 2.1.1', 'npm ms 2.1.3', 'npm stray 1.0.0'])
  })

  test('other bytes under a known name make way for the known ones', async () => {
    const { cloudsmith, emulator, pipeline, contents } = await stock({ dev: [ms], staging: [ms] })
    const before = await snapshot(cloudsmith, pipeline, 'staging')
    await cloudsmith.packages.delete({ owner: 'acme', repo: 'staging', identifier: before.items[0]?.slugPerm ?? '' })
    await emulator.settle()
    await emulator.add('acme/staging', tampered)
    await emulator.add('acme/production', tampered)

    const restored = await restore(cloudsmith, pipeline, before)

    expect(restored.outcome).toBe('restored')
    expect(contents('staging')).toEqual(['npm ms 2.1.3'])
    const again = await snapshot(cloudsmith, pipeline, 'staging')
    expect(again.items[0]?.files).toEqual(before.items[0]?.files)
  })
})

test('F08 a list of what was moved half-way counts what is at the destination as done', async () => {
  const { planned, applied, emulator } = await stock({ dev: [ms, clsx], stage: { action: 'move', staleScan: stale } })
  const first = { format: 'npm', name: 'ms', version: '2.1.3' }
  const second = { format: 'npm', name: 'clsx', version: '2.1.1' }
  await applied(await planned({ select: { packages: [first] } }))
  emulator.requests.clear()

  const made = await planned({ select: { packages: [first, second] } })

  expect(made.items.map(({ package: { name }, outcome }) => [name, outcome])).toEqual([
    ['clsx', 'promote'],
    ['ms', 'already there'],
  ])
  expect((await applied(made)).outcome).toBe('succeeded')
  const nowhere = { format: 'npm', name: 'nowhere', version: '1' }
  await expect(planned({ select: { packages: [first, nowhere] } })).rejects.toThrow('acme/dev does not have npm nowhere 1')
})
