import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { definePipeline, plan, soak } from '@cloudsmith-sdk/promotion'
import { expect, test } from 'vitest'

const pipeline = definePipeline({
  owner: 'acme',
  stages: [{ repository: 'staging' }, { repository: 'production', gates: [soak({ atLeast: '2 days' })] }],
})

test('what has been in staging for two days may go on', async () => {
  const emulator = createEmulator()
  const cloudsmith = new Cloudsmith({ apiKey: 'emulator-read-key', fetch: emulator.fetch, clock: emulator.clock })
  await emulator.add('acme/staging', npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' }))
  await emulator.settle()

  const outcome = async () => {
    const { items } = await plan(cloudsmith, pipeline, { from: 'staging', to: 'production', select: 'everything' })
    return items.map((item) => item.outcome)
  }
  expect(await outcome()).toEqual(['waiting'])
  await emulator.clock.advance(48 * 3_600_000)
  expect(await outcome()).toEqual(['promote'])
})
