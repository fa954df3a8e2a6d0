import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import {
  apply,
  approval,
  definePipeline,
  type PackageFilter,
  type Plan,
  type PlanOptions,
  plan,
  type Report,
  type StageDefinition,
} from '../src/index.ts'
import { story } from './story.ts'

const npm = (name: string, version = '1.0.0') => npmPackage({ name, version, license: 'MIT' })

/** Development with packages of two teams, `web` and `core`. */
async function teams(select?: PackageFilter, staging: Partial<StageDefinition> = {}) {
  const world = await story()
  const { emulator, cloudsmith } = world
  const pipeline = definePipeline({
    owner: 'acme',
    stages: [{ repository: 'dev' }, { repository: 'staging', ...staging }],
    select,
  })
  const tags = { 'web-ui': ['release-42', 'nightly'], 'web-api': ['release-42'], 'core-lib': ['nightly'] }
  const added = new Map<string, string>()
  for (const [name, given] of Object.entries(tags)) {
    const { slug_perm: identifier } = await emulator.add('acme/dev', npm(name))
    await cloudsmith.packages.tag({ owner: 'acme', repo: 'dev', identifier, action: 'Add', tags: given })
    added.set(name, identifier)
  }
  emulator.requests.clear()
  const now = new Date(emulator.clock.now())
  return {
    ...world,
    slugOf: (name: string) => added.get(name) ?? '',
    planned: (options: Partial<PlanOptions> = {}) =>
      plan(cloudsmith, pipeline, { from: 'dev', to: 'staging', select: 'everything', now, ...options }),
    applied: (made: Plan, more = {}) => apply(cloudsmith, pipeline, made, more),
    staged: () =>
      [...emulator.world.repository({ owner: 'acme', repo: 'staging' }).packages.all()].map(({ content }) => content.facts?.name),
  }
}

const names = ({ items }: Plan) => items.map((item) => item.package.name)
const outcomes = ({ items }: Plan | Report) => items.map((item) => `${item.package.name} ${item.outcome}`)

describe('a pipeline of one team', () => {
  const web = { names: ['web-*'] }

  test('F57 leaves the packages of others alone, whatever selects them', async () => {
    const { planned } = await teams(web)
    expect(names(await planned())).toEqual(['web-api', 'web-ui'])
    expect(names(await planned({ select: { tag: 'nightly' } }))).toEqual(['web-ui'])
    expect(names(await planned({ select: { query: 'tag:nightly OR name:lib' } }))).toEqual(['web-ui'])
    await expect(planned({ select: { query: 'name:core' } })).rejects.toThrow('selects nothing')
  })

  test('does not read them', async () => {
    const { planned } = await teams(web)
    expect((await planned()).estimates.read.source).toBe(2)
  })

  test('says so where one of them is named', async () => {
    const { planned, slugOf, emulator } = await teams(web)
    const why =
      'The pipeline does not cover the selected packages: npm core-lib 1.0.0 (core-lib-1.0.0.tgz): the pipeline covers only packages named web-*.'
    await expect(planned({ select: { packages: [{ format: 'npm', name: 'core-lib', version: '1.0.0' }] } })).rejects.toThrow(why)
    await expect(planned({ select: { slugPerms: [slugOf('core-lib')] } })).rejects.toThrow(why)
    await emulator.add('acme/staging', npm('core-old'))
    const gone = [{ format: 'npm', name: 'core-old', version: '1.0.0' }]
    await expect(planned({ select: { packages: gone } })).rejects.toThrow('does not cover the selected packages: npm core-old')
  })

  test('is part of what is approved', async () => {
    const select = { packages: [{ format: 'npm', name: 'web-ui', version: '1.0.0' }] }
    const digests = [await teams(web), await teams({ formats: ['npm'] }), await teams()].map(
      async ({ planned }) => (await planned({ select })).digest,
    )
    expect(new Set(await Promise.all(digests)).size).toBe(3)
  })
})

describe('F14 a release set by tag or query', () => {
  const release = { tag: 'release-42', set: 'release-42' }

  test('goes whole, and an approval of it is one of this very set', async () => {
    const { planned, applied, staged, agreed } = await teams(undefined, {
      gates: [approval({ unsigned: true })],
      tag: 'released',
    })
    const approvals = await agreed(await planned({ select: release }), 'bob')
    expect(outcomes(await planned({ select: { tag: 'release-42' }, approvals }))).toEqual([
      'web-api needs approval',
      'web-ui needs approval',
    ])
    const made = await planned({ select: release, approvals })
    const report = await applied(made, { approvals })
    expect(report).toMatchObject({ outcome: 'succeeded', set: 'release-42' })
    expect(staged()).toEqual(expect.arrayContaining(['web-api', 'web-ui']))
  })

  test.each([
    ['a tag', release],
    ['a query', { query: 'name:web', set: 'release-42' }],
  ])('by %s, does not go where one of it is held', async (_, select) => {
    const { planned, applied, staged, cloudsmith, slugOf } = await teams()
    await cloudsmith.packages.quarantine({ owner: 'acme', repo: 'dev', identifier: slugOf('web-ui') })
    const made = await planned({ select })
    expect(outcomes(made)).toEqual(['web-api promote', 'web-ui blocked'])
    expect((await applied(made)).outcome).toBe('blocked')
    expect(staged()).toEqual([])
  })

  test('is not whole without what failed to synchronise', async () => {
    const { planned, applied, staged, emulator } = await teams()
    for (const { content, sync } of emulator.world.repository({ owner: 'acme', repo: 'dev' }).packages.all()) {
      if (content.facts?.name === 'web-ui') Object.assign(sync, { state: 'failed', reason: 'A worker went away.' })
    }
    expect(outcomes(await planned({ select: { tag: 'release-42' } }))).toEqual(['web-api promote'])
    const made = await planned({ select: release })
    expect(outcomes(made)).toEqual(['web-api promote', 'web-ui blocked'])
    await applied(made)
    expect(staged()).toEqual([])
  })

  test('is whole without the failed entry that a second push left behind', async () => {
    const { planned, push, cloudsmith, slugOf } = await teams()
    await push('dev', npm('web-ui'), ['release-42']).catch(() => {})
    const rows = await cloudsmith.packages.list({ owner: 'acme', repo: 'dev', query: 'name:web-ui' }).toArray()
    expect(rows.map(({ is_sync_failed }) => is_sync_failed).toSorted()).toEqual([false, true])
    const made = await planned({ select: release })
    expect(made.items.map(({ slugPerm }) => slugPerm)).toEqual([slugOf('web-api'), slugOf('web-ui')])
  })

  test('is refused where part of it is another team’s', async () => {
    const { planned } = await teams({ names: ['web-ui'] })
    await expect(planned({ select: release })).rejects.toThrow('The set would be incomplete: npm web-api 1.0.0')
  })
})
