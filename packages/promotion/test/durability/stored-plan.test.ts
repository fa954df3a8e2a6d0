import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { expect, test } from 'vitest'
import { readPlan, readReport } from '../../src/documents.ts'
import { apply, approval, approve, plan } from '../../src/index.ts'
import { crowd } from '../crowd.ts'
import { pipelineTo } from '../stock.ts'

const many = 5_000

test('F61 a plan of 5,000 packages is stored, approved, and applied by another job, which breaks off halfway and goes on', async () => {
  const emulator = createEmulator()
  await crowd(emulator, 'acme/dev', { name: 'pkg', count: many })
  const job = () => new Cloudsmith({ apiKey: 'emulator-admin-key', fetch: emulator.fetch, clock: emulator.clock, retries: 0 })
  const pipeline = pipelineTo({ unscannable: 'pass', gates: [approval({ unsigned: true })] })
  const now = () => new Date(emulator.clock.now())
  const arrived = () =>
    [...emulator.world.repository({ owner: 'acme', repo: 'staging' }).packages.all()].map(({ content }) => content.facts?.name)

  const text = JSON.stringify(await plan(job(), pipeline, { from: 'dev', to: 'staging', select: 'everything', now: now() }))
  const approvals = [await approve(readPlan(text), { by: 'ada', now: now() })]
  expect(readPlan(text).items).toHaveLength(many)

  // From the middle on nobody is reached.
  const bulk = 100
  const lost = { dropReply: true, times: Number.POSITIVE_INFINITY }
  emulator.faults.add({ operation: 'bulk_action', skip: many / bulk / 2, ...lost })
  emulator.faults.add({ operation: 'packages_copy', ...lost })
  const broken = await apply(job(), pipeline, readPlan(text), { approvals }).catch((error: unknown) => error)
  expect(broken).not.toMatchObject({ outcome: 'succeeded' })
  emulator.faults.clear()
  expect(arrived()).toHaveLength(many / 2)

  const report = readReport(JSON.stringify(await apply(job(), pipeline, readPlan(text), { approvals })))
  expect(report.outcome).toBe('succeeded')
  expect(arrived()).toHaveLength(many)
  expect(new Set(arrived()).size).toBe(many)
}, 300_000)
