import { createEmulator, type Emulator } from '@cloudsmith-sdk/emulator'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect, test } from 'vitest'
import { storyOf } from './story.ts'

const npm = (name: string, version: string, license = 'MIT') => npmPackage({ name, version, license })

const edge = ['--from', 'dev', '--to', 'staging'] as const

/** A way from development to staging without gates but that for licences, and an emulator that was filled before. */
const between = (fill: (emulator: Emulator) => Promise<unknown>) =>
  storyOf(async ({ write }) => {
    await write(
      'cloudsmith.pipeline.yaml',
      'owner: acme\nstages:\n  - repository: dev\n  - repository: staging\n    retention: warn\n    gates: { licence: { deny: [GPL-3.0-only] } }\n',
    )
    const emulator = createEmulator()
    await fill(emulator)
    await emulator.settle()
    return emulator
  })

async function ask(emulator: Emulator, method: string, path: string, body: object) {
  const response = await emulator.fetch(`${emulator.origin}${path}`, {
    ...{ method, body: JSON.stringify(body) },
    headers: { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json' },
  })
  expect(response.ok).toBe(true)
}

test('what would be refused, quarantined on arrival, deleted by retention and moved as latest is told, each by itself', async () => {
  const { cli, emulator } = await between(async (filling) => {
    for (const fixture of [
      npm('lodash', '4.17.21'),
      npm('copyleft', '1.0.0', 'GPL-3.0-only'),
      npm('strange', '1.0.0', 'AGPL-3.0-only'),
    ])
      await filling.add('acme/dev', fixture, { tags: ['candidate'] })
    await filling.add('acme/staging', npm('lodash', '4.17.20'))
    await filling.settle()
    await ask(filling, 'PATCH', '/repos/acme/staging/retention/', {
      ...{ retention_enabled: true, retention_count_limit: 1 },
      // What comes beside lodash at the same moment is none of its versions.
      retention_group_by_name: true,
    })
    await ask(filling, 'POST', '/orgs/acme/license-policy/', {
      ...{ name: 'No network copyleft', spdx_identifiers: ['AGPL-3.0-only'], on_violation_quarantine: true },
      package_query_string: 'repository:staging',
    })
  })
  await cli('plan', ...edge, '--tag', 'candidate', '--out', 'plan.json')
  const writes = emulator.requests.writes.length

  const { stdout } = await cli('rehearse', 'plan.json', '--output', 'json')
  const { kind, quarantined, refused, deletedByRetention, latest } = JSON.parse(stdout)
  expect({ kind, quarantined, deletedByRetention, latest }).toEqual({
    kind: 'cloudsmith-promotion/rehearsal',
    quarantined: [{ package: 'npm:strange@1.0.0', why: expect.stringContaining('No network copyleft') }],
    deletedByRetention: ['npm:lodash@4.17.20'],
    latest: [{ format: 'npm', name: 'lodash', from: '4.17.20', to: '4.17.21' }],
  })
  expect(refused).toMatchObject([
    { package: 'npm:copyleft@1.0.0', outcome: 'blocked' },
    { package: 'npm:strange@1.0.0', outcome: 'failed' },
  ])

  const { stdout: told } = await cli('rehearse', 'plan.json')
  for (const line of [
    'would not arrive (blocked): npm:copyleft@1.0.0',
    'would be quarantined on arrival: npm:strange@1.0.0',
    'would be deleted by retention: npm:lodash@4.17.20',
    'latest of npm:lodash would move: 4.17.20 → 4.17.21',
    'Not taken into account:\n  bytes of acme (not requested): files are not downloaded',
  ])
    expect(told).toContain(line)
  expect(emulator.requests.writes.length).toBe(writes)
})

test('where nothing is in the way there is nothing to tell but what the mirror cannot know', async () => {
  const { cli } = await between((filling) => filling.add('acme/dev', npm('ms', '2.1.3'), { tags: ['candidate'] }))
  await cli('plan', ...edge, '--tag', 'candidate', '--out', 'plan.json')
  const { code, stdout } = await cli('rehearse', 'plan.json', '--output', 'json')
  expect([code, JSON.parse(stdout)]).toMatchObject([
    0,
    { report: { outcome: 'succeeded' }, refused: [], quarantined: [], deletedByRetention: [], latest: [] },
  ])
})

test('a rehearsal takes nine requests beside the lists of packages', async () => {
  const { cli, emulator } = await between((filling) => filling.add('acme/dev', npm('ms', '2.1.3'), { tags: ['candidate'] }))
  await cli('plan', ...edge, '--tag', 'candidate', '--out', 'plan.json')
  emulator.requests.clear()
  await cli('rehearse', 'plan.json')
  const lists = ({ operation }: { operation?: string | undefined }) => operation === 'packages_list'
  expect(emulator.requests.all.filter(lists)).toHaveLength(2)
  expect(emulator.requests.all.filter((request) => !lists(request))).toHaveLength(9)
})
