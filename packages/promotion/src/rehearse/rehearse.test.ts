import { mirror } from '@cloudsmith-sdk/emulator/mirror'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect, test } from 'vitest'
import { stock } from '../../test/stock.ts'
import { approval } from '../gates/approval.ts'
import { plan as planOf } from '../plan/make-plan.ts'
import { rehearse } from './rehearse.ts'

const npm = (name: string, version: string, license = 'MIT') => npmPackage({ name, version, license })

/** Two people must approve. The destination keeps one version of each name, and quarantines packages with a custom licence. */
async function waiting() {
  const world = await stock({
    dev: [npm('lodash', '4.17.21'), npm('strange', '1.0.0', 'AGPL-3.0-only')],
    staging: [npm('lodash', '4.17.20')],
    stage: { retention: 'warn', gates: [approval({ quorum: 2 })] },
  })
  const { cloudsmith, emulator, pipeline } = world
  const place = { owner: 'acme', repo: 'staging' }
  await cloudsmith.repos.retention.update({
    ...place,
    retention_enabled: true,
    retention_count_limit: 1,
    retention_group_by_name: true,
  })
  await cloudsmith.orgs.licensePolicies.create({
    ...{ owner: 'acme', name: 'No network copyleft', spdx_identifiers: ['AGPL-3.0-only'], on_violation_quarantine: true },
    package_query_string: 'repository:staging',
  })
  await emulator.settle()
  const plan = await planOf(cloudsmith, pipeline, { from: 'dev', to: 'staging', select: 'everything' })
  emulator.requests.clear()
  return { ...world, plan }
}

const names = (rows: readonly { name: string; version: string }[]) => rows.map(({ name, version }) => `${name} ${version}`)

test('what waits for people is rehearsed as if they had agreed: what comes then is what they are to know', async () => {
  const { cloudsmith, emulator, pipeline, plan } = await waiting()
  const { report, quarantined, deletedByRetention, latest, unknown } = await rehearse(cloudsmith, pipeline, plan, {
    ...{ mirror, agreed: true },
  })
  expect(report.items.map(({ package: { name }, outcome }) => `${name} ${outcome}`)).toEqual([
    'lodash promoted',
    'strange failed',
  ])
  expect(quarantined).toMatchObject([{ package: { name: 'strange' }, why: expect.stringContaining('No network copyleft') }])
  expect(names(deletedByRetention)).toEqual(['lodash 4.17.20'])
  expect(latest).toEqual([{ format: 'npm', name: 'lodash', from: '4.17.20', to: '4.17.21' }])
  expect(unknown.map(({ what }) => what)).toContain('bytes')
  expect(emulator.requests.writes).toEqual([])
})

test('without that, what waits for people stays where it is in the rehearsal too', async () => {
  const { cloudsmith, pipeline, plan } = await waiting()
  const { report, quarantined, deletedByRetention } = await rehearse(cloudsmith, pipeline, plan, { mirror })
  expect([report.outcome, quarantined, deletedByRetention]).toEqual(['needs approval', [], []])
})
