import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Story, story } from './story.ts'

const yaml = `owner: acme
waivers: waivers.yaml
stages:
  - repository: dev
  - repository: staging
    gates:
      max-severity: { critical: 0, high: 0, mayWaive: [ada] }
      required-tags: { all: [reviewed], mayWaive: [bob] }
`

const day = 24 * 3_600_000

/** A pipeline whose gates hold an old lodash back, and the waivers that are given. */
async function held(waivers: readonly object[] = []): Promise<Story & { later(days: number): string }> {
  const told = await story(yaml)
  await told.emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.20', license: 'MIT' }))
  await told.emulator.settle()
  const document = { kind: 'cloudsmith-promotion/waivers', version: 1, waivers }
  await told.write('waivers.yaml', JSON.stringify(document))
  return { ...told, later: (days) => new Date(told.emulator.clock.now() + days * day).toISOString() }
}

const rewrite = ({ write }: Story, waivers: readonly object[]) =>
  write('waivers.yaml', JSON.stringify({ kind: 'cloudsmith-promotion/waivers', version: 1, waivers }))

const toStaging = ['--from', 'dev', '--to', 'staging', '--package', 'npm:lodash@4.17.20'] as const

test('a plan drafts the waivers that would let it go, and people fill in what only they know', async () => {
  const world = await held()
  const { cli } = world
  expect(await cli('plan', ...toStaging, '--out', 'plan.json')).toMatchObject({ code: 3 })
  const { code, stdout } = await cli('waivers', 'draft', 'plan.json')
  expect([code, stdout]).toEqual([0, expect.stringContaining('# ada may waive it')])
  const draft = parse(stdout)
  expect(draft.waivers.map(({ waives }: { waives: string }) => waives)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^(CVE|GHSA)-/), 'required-tags']),
  )
  for (const waiver of draft.waivers)
    expect(waiver).toMatchObject({
      packages: [{ format: 'npm', name: 'lodash', versions: '4.17.20' }],
      stages: ['staging'],
      owner: null,
      reason: null,
      expires: null,
    })
  await world.write('waivers.yaml', stdout)
  expect(await cli('validate')).toMatchObject({ code: 2, stderr: expect.stringContaining('owner') })

  const filled = draft.waivers.map((waiver: { waives: string }) => ({
    ...waiver,
    ...{ owner: waiver.waives === 'required-tags' ? 'bob' : 'ada', reason: 'not reachable', expires: world.later(30) },
    ...(waiver.waives === 'required-tags' ? {} : { untilFixed: false }),
  }))
  await rewrite(world, filled)
  expect(await cli('plan', ...toStaging)).toMatchObject({ code: 0 })
})

test('what a name says to the log of a job a draft does not say, and it reads back as it was', async () => {
  const { cliWith, cli, emulator } = await held()
  const hostile = '##vso[task.setvariable variable=x]y\u202e'
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const answer = await emulator.fetch(new Request(input, init))
    return new Response((await answer.text()).replaceAll('"lodash"', JSON.stringify(hostile)), answer)
  }
  await cliWith({ fetch }, 'plan', '--from', 'dev', '--to', 'staging', '--everything', '--out', 'plan.json')
  const { stdout } = await cli('waivers', 'draft', 'plan.json')
  expect(stdout).not.toMatch(/##vso\[|\p{Cf}/u)
  const names = parse(stdout).waivers.flatMap((each: { packages: { name: string }[] }) => each.packages.map(({ name }) => name))
  expect(names).toContain(hostile)
})

test('what nobody may waive is not drafted', async () => {
  const { cli, write } = await held()
  await write('cloudsmith.pipeline.yaml', yaml.replaceAll(/, mayWaive: \[\w+\]/g, ''))
  await cli('plan', ...toStaging, '--out', 'plan.json')
  expect(await cli('waivers', 'draft', 'plan.json')).toMatchObject({ code: 0, stdout: expect.stringContaining('waivers: []') })
})

test('a check fails where a waiver has ended, lasts too long, or is about nothing in the plans', async () => {
  const world = await held()
  const { cli, later } = world
  const gate = { waives: 'required-tags', owner: 'bob', reason: 'by hand' }
  await rewrite(world, [{ ...gate, expires: later(30) }])
  expect(await cli('waivers', 'check')).toMatchObject({ code: 0 })

  await rewrite(world, [{ ...gate, expires: later(-1) }])
  expect(await cli('waivers', 'check')).toMatchObject({ code: 3, stdout: expect.stringContaining('expired on') })
  await rewrite(world, [{ ...gate, expires: later(91) }])
  expect(await cli('waivers', 'check')).toMatchObject({ code: 3, stdout: expect.stringContaining('longer than the 90 days') })
  await rewrite(world, [{ ...gate, granted: later(1), expires: later(30) }])
  expect(await cli('waivers', 'check')).toMatchObject({ code: 0, stdout: expect.stringContaining('is only granted from') })

  await rewrite(world, [{ ...gate, waives: 'freeze', expires: later(30) }])
  expect(await cli('waivers', 'check')).toMatchObject({ code: 3, stdout: expect.stringContaining('no stage has this gate') })

  await rewrite(world, [
    { ...gate, expires: later(30) },
    { ...gate, waives: 'CVE-1999-0001', expires: later(30) },
  ])
  await cli('plan', ...toStaging, '--out', 'plan.json')
  expect(await cli('waivers', 'check')).toMatchObject({ code: 0 })
  expect(await cli('waivers', 'check', 'plan.json')).toMatchObject({ code: 3, stdout: expect.stringContaining('CVE-1999-0001') })
})

test('the list tells which waivers have ended, and is no judgement', async () => {
  const world = await held()
  await rewrite(world, [{ waives: 'required-tags', owner: 'bob', reason: 'by hand', expires: world.later(-1) }])
  expect(await world.cli('waivers', 'list')).toMatchObject({ code: 0, stdout: expect.stringContaining('ended') })
  expect(await world.cli('waivers')).toMatchObject({ code: 2 })
})

test('flags of a command within another can be variables, and its mistakes end with 2', async () => {
  const world = await held()
  const env = { CLOUDSMITH_PROMOTE_OUTPUT: 'json' }
  const { stdout } = await world.cliWith({ env }, 'waivers', 'list')
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'cloudsmith-promotion/waiver-list' })
  expect(await world.cli('waivers', 'lits')).toMatchObject({ code: 2, stderr: expect.stringContaining('lits') })
  expect(await world.cli('waivers', 'list', '--no-such-flag')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--no-such-flag'),
  })
})
