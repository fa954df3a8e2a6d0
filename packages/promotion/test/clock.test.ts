import { systemClock } from '@cloudsmith-sdk/client'
import { refOf, resync, waitForScan, waitForSync } from '@cloudsmith-sdk/client/sync'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { autopromote } from '../src/automation.ts'
import { carry } from '../src/carry.ts'
import { hold, holds, resume } from '../src/hold.ts'
import { apply, copy, definePipeline, move, plan, promote, restore, rollback, snapshot } from '../src/index.ts'
import { story } from './story.ts'

const machineTime = () => {
  throw new Error('the time of the machine')
}

beforeEach(() => {
  vi.spyOn(systemClock, 'now').mockImplementation(machineTime)
  vi.spyOn(systemClock, 'sleep').mockImplementation(machineTime)
})
afterEach(() => {
  vi.restoreAllMocks()
})

const ms = npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' })
const clsx = npmPackage({ name: 'clsx', version: '2.1.1', license: 'MIT' })

test('whatever waits, waits by the clock of its client, and never by the machine', async () => {
  const { cloudsmith, emulator, push } = await story()
  const began = emulator.clock.now()

  const pushed = await push('dev', ms, ['candidate'])
  const ref = refOf(pushed)
  await waitForSync(cloudsmith, ref)
  await waitForScan(cloudsmith, ref)
  await resync(cloudsmith, ref)
  const copied = await copy(cloudsmith, ref, { to: 'staging' })
  await promote(cloudsmith, refOf(copied.package), { to: 'production', tags: ['released'] })
  await move(cloudsmith, refOf(await push('dev', clsx)), { to: 'staging' })

  expect(emulator.clock.now()).toBeGreaterThan(began)
})

test('pipelines plan, run, hold and undo by it too', async () => {
  const { cloudsmith, emulator, push } = await story()
  const pipeline = definePipeline({
    owner: 'acme',
    stages: [{ repository: 'dev' }, { repository: 'staging', tag: 'staged' }],
  })
  const edge = { from: 'dev', to: 'staging' }
  await push('dev', ms)
  const before = await snapshot(cloudsmith, pipeline, 'staging')
  expect(before.at).toBe(new Date(emulator.clock.now()).toISOString())

  const made = await plan(cloudsmith, pipeline, { ...edge, select: 'everything' })
  const report = await apply(cloudsmith, pipeline, made)
  expect(report).toMatchObject({ outcome: 'succeeded', finishedAt: new Date(emulator.clock.now()).toISOString() })
  await rollback(cloudsmith, report)
  await resume(cloudsmith, pipeline, { edge, packages: 'everything', by: 'ada' })
  await hold(cloudsmith, pipeline, { edge, packages: 'everything', by: 'ada', why: 'it is Friday' })
  expect((await holds(cloudsmith, pipeline, { edge })).items).toHaveLength(1)
  await resume(cloudsmith, pipeline, { edge, packages: 'everything', by: 'ada' })
  await autopromote(pipeline, cloudsmith, { onError: (error) => expect.fail(String(error)) }).reconcile()
  await restore(cloudsmith, pipeline, before)
})

test('what is carried between workspaces goes by it as well', async () => {
  const { cloudsmith, push } = await story()
  await push('dev', ms)
  const { items } = await carry(
    { cloudsmith, owner: 'acme', repo: 'dev' },
    { cloudsmith, owner: 'acme', repo: 'production' },
    { select: 'everything', by: 'ada' },
  )
  expect(items).toMatchObject([{ outcome: 'carried' }])
})
