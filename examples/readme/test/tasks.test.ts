import { Cloudsmith } from '@cloudsmith-sdk/client'
import type { Rego } from '@cloudsmith-sdk/emulator'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { createObserver } from '@cloudsmith-sdk/openapi/conformance'
import { expect, test } from 'vitest'
import { show } from '../src/tasks/broadcast.ts'
import { copyApproved } from '../src/tasks/bulk.ts'
import { review } from '../src/tasks/decisions.ts'
import { sell } from '../src/tasks/entitlements.ts'
import { attest } from '../src/tasks/metadata.ts'
import { measure } from '../src/tasks/metrics.ts'
import { trust } from '../src/tasks/openid.ts'
import { guard } from '../src/tasks/policy.ts'
import { find } from '../src/tasks/query.ts'
import { bringBack } from '../src/tasks/recycle-bin.ts'
import { setUp } from '../src/tasks/repository.ts'
import { forget } from '../src/tasks/retention.ts'
import { rehearse } from '../src/tasks/simulation.ts'
import { staff } from '../src/tasks/teams.ts'
import { announce } from '../src/tasks/webhooks.ts'

const observe = await createObserver()

/** Plays an evaluator: the source of a policy is the name of the packages that it matches. */
const rego: Rego = ({ rego: source }, { v0 }) => ({ match: v0.package.name === source })

const ms = (version: string) => npmPackage({ name: 'ms', version, license: 'MIT' })

/** A workspace with its repositories and packages, and its owner. */
async function start() {
  const repositories = ['development', 'staging', 'production', { name: 'releases', repository_type_str: 'Private' as const }]
  const accounts = [{ slug: 'someone', key: 'key', role: 'Owner' as const }]
  const emulator = createEmulator({ observe, rego, workspaces: [{ slug: 'acme', accounts, repositories }] })
  const cloudsmith = new Cloudsmith({ apiKey: 'key', fetch: emulator.fetch, clock: emulator.clock })
  const pkg = await emulator.add('acme/development', ms('2.1.3'), { tags: ['release'] })
  return { emulator, cloudsmith, pkg }
}

test('a repository is set up with its upstreams and policies', async () => {
  const { cloudsmith } = await start()
  expect(await setUp(cloudsmith)).toMatchObject({ action: 'created', upstreams: [{ format: 'deb' }, { format: 'npm' }] })
})

test('packages are found by a query and sorted by several keys', async () => {
  const { cloudsmith, emulator } = await start()
  await emulator.clock.advance(1000)
  await emulator.add('acme/development', ms('2.1.2'))
  expect(await find(cloudsmith)).toEqual(['npm ms 2.1.2', 'npm ms 2.1.3'])
})

test('an entitlement is good from one Date to another', async () => {
  const { cloudsmith } = await start()
  const sold = await sell(cloudsmith, new Date('2026-01-31T12:00:00Z'), 12)
  expect(new Date(sold.until ?? '')).toEqual(new Date('2027-01-31T12:00:00Z'))
})

test('a webhook has templates for its events', async () => {
  const { cloudsmith } = await start()
  expect(await announce(cloudsmith, 'https://chat.example/hook', 'key')).toEqual(['package.synced', 'package.failed'])
})

test('jobs of a CI service are trusted, as one account or by a claim', async () => {
  const { cloudsmith } = await start()
  expect(await trust(cloudsmith)).toEqual([
    { claim_value: 'refs/heads/main', service_account: expect.stringMatching(/^deployer/) },
  ])
})

test('a team gets its privileges, and whoever gives them keeps the own', async () => {
  const { cloudsmith } = await start()
  expect(await staff(cloudsmith)).toMatchObject({
    privileges: [
      { team: 'release-managers', privilege: 'Write' },
      { service: expect.stringMatching(/^release-bot/), privilege: 'Read' },
      { user: 'someone', privilege: 'Admin' },
    ],
    members: [{ user: expect.stringMatching(/^release-bot/), user_kind: 'Service' }],
  })
})

test('downloads of a period are measured', async () => {
  const { cloudsmith, emulator } = await start()
  expect(await measure(cloudsmith, new Date(emulator.clock.now()), 30)).toMatchObject({ total: 1, downloads: 0 })
})

test('retention rules are set', async () => {
  const { cloudsmith } = await start()
  expect(await forget(cloudsmith)).toMatchObject({ retention_enabled: true, retention_days_limit: 30 })
})

test('an enterprise policy with its actions is made, rehearsed, and what it did is reviewed', async () => {
  const { cloudsmith, emulator } = await start()
  const since = new Date(emulator.clock.now() - 1000)
  const { policy, done } = await guard(cloudsmith, 'ms')
  expect(done).toEqual(['QUARANTINED', 'not-wanted ask-security'])
  expect(await rehearse(cloudsmith, policy)).toEqual(['ms 2.1.3'])
  await emulator.settle()
  expect(await review(cloudsmith, since)).toEqual({ did: expect.any(Number), brief: expect.any(Number) })
})

test('what was deleted comes back', async () => {
  const { cloudsmith, emulator, pkg } = await start()
  await cloudsmith.packages.delete({ owner: 'acme', repo: 'development', identifier: pkg.slug_perm })
  await emulator.settle()
  expect(await bringBack(cloudsmith)).toEqual(['ms'])
})

test('what is approved is copied in bulk', async () => {
  const { cloudsmith, emulator } = await start()
  await emulator.add('acme/staging', ms('2.1.3'), { tags: ['approved'] })
  expect(await copyApproved(cloudsmith)).toEqual({ copied: 1, failures: [] })
})

test('the result of a test run is attached to a package', async () => {
  const { cloudsmith, pkg } = await start()
  expect(await attest(cloudsmith, pkg.slug_perm, true)).toEqual([{ passed: true, suite: 'end to end' }])
})

test('a private broadcast is opened with a token', async () => {
  const { cloudsmith } = await start()
  expect(Object.keys(await show(cloudsmith))).toContain('token')
})
