import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect, test } from 'vitest'
import { release } from './release.ts'

test('what a policy put in quarantine stays behind, and the rest is released', async () => {
  const emulator = createEmulator()
  const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', fetch: emulator.fetch, clock: emulator.clock })
  await cloudsmith.orgs.vulnerabilityPolicies.create({
    owner: 'acme',
    name: 'Nothing of high severity',
    min_severity: 'High',
    on_violation_quarantine: true,
  })
  await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.20' }), { tags: ['candidate'] })
  await emulator.add('acme/dev', npmPackage({ name: 'ms', version: '2.1.3' }), { tags: ['candidate'] })
  await emulator.settle() // synchronised, scanned, judged; no real time passes

  expect(await release(cloudsmith)).toEqual(['ms 2.1.3'])

  await emulator.settle()
  const [copy, ...more] = await cloudsmith.packages.list({ owner: 'acme', repo: 'production' }).toArray()
  expect(copy).toMatchObject({ name: 'ms', is_sync_completed: true })
  expect(more).toEqual([])
})
