import { debPackage, npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { definePipeline, type Restoration, restore, type Snapshot, snapshot } from '../src/index.ts'
import { crowd } from './crowd.ts'
import { clientWithSiblings } from './siblings.ts'
import { type Stocked, stock } from './stock.ts'

const npm = (name: string, version = '1.0.0', files = {}) => npmPackage({ name, version, license: 'MIT', files })
const acme = (distribution: string) => debPackage({ name: 'acme', version: '1.0.0', distribution })
const ms = npm('ms')
const tampered = npm('ms', '1.0.0', { 'index.js': 'evil()' })

const stepsOf = ({ items }: Restoration) => items.map(({ package: { name }, step, from }) => [name, step, from])
const whyOf = ({ items }: Restoration) => items.map(({ why }) => why)
const slugOf = ({ items }: Snapshot, name: string) => items.find((item) => item.package.name === name)?.slugPerm ?? ''

async function remove({ cloudsmith, emulator }: Stocked, repo: string, identifier: string) {
  await cloudsmith.packages.delete({ owner: 'acme', repo, identifier })
  await emulator.settle()
}

/** As {@link remove}, and out of the recycle bin as well. */
async function removeForGood(world: Stocked, repo: string, identifier: string) {
  await remove(world, repo, identifier)
  await world.cloudsmith.recycleBin.hardDelete({ owner: 'acme', identifiers: [identifier] })
}

describe('the last copy of anything is never deleted', () => {
  test('F37 not even where another stage has the same package of another distribution', async () => {
    const world = await stock({})
    const { cloudsmith, pipeline, emulator, contents } = world
    const empty = await snapshot(cloudsmith, pipeline, 'production')
    await emulator.add('acme/dev', acme('ubuntu/jammy'))
    await emulator.add('acme/production', acme('debian/bookworm'))

    const restored = await restore(cloudsmith, pipeline, empty)

    expect(stepsOf(restored)).toEqual([['acme', 'keep', null]])
    expect(restored).toMatchObject({ outcome: 'needs a human', items: [{ package: { distribution: 'debian/bookworm' } }] })
    expect(contents('production')).toEqual(['deb acme 1.0.0'])

    await emulator.add('acme/dev', acme('debian/bookworm'))
    expect(stepsOf(await restore(cloudsmith, pipeline, empty))).toEqual([['acme', 'delete', null]])
    expect(contents('production')).toEqual([])
  })

  test('F83 nor of a sibling whose bytes are nowhere else', async () => {
    const { emulator, pipeline, contents } = await stock({})
    const cloudsmith = clientWithSiblings(emulator)
    const empty = await snapshot(cloudsmith, pipeline, 'production')
    await emulator.add('acme/dev', ms)
    for (const fixture of [ms, npm('ms-twin')]) await emulator.add('acme/production', fixture)

    const restored = await restore(cloudsmith, pipeline, empty)

    expect(
      stepsOf(restored)
        .map(([, step]) => step)
        .toSorted(),
    ).toEqual(['delete', 'keep'])
    expect(contents('production')).toEqual(['npm ms-twin 1.0.0'])
  })

  test('so the known bytes of its name cannot come back beside it, and nothing is sent in vain', async () => {
    const world = await stock({ dev: [ms], staging: [ms] })
    const { cloudsmith, pipeline, emulator, contents } = world
    const before = await snapshot(cloudsmith, pipeline, 'staging')
    await removeForGood(world, 'staging', slugOf(before, 'ms'))
    await emulator.add('acme/staging', tampered)
    emulator.requests.clear()

    const restored = await restore(cloudsmith, pipeline, before)

    expect(stepsOf(restored).toSorted()).toEqual([
      ['ms', 'copy', 'dev'],
      ['ms', 'keep', null],
    ])
    expect(whyOf(restored)).toContainEqual(
      expect.stringContaining('a package with its name and version but different bytes remains'),
    )
    expect(emulator.requests.writes).toEqual([])
    expect(contents('staging')).toEqual(['npm ms 1.0.0'])
  })
})

describe('what comes back', () => {
  test('siblings come back one by one, each by its bytes', async () => {
    const { emulator, pipeline, contents } = await stock({})
    const cloudsmith = clientWithSiblings(emulator)
    for (const repo of ['acme/dev', 'acme/staging']) {
      for (const fixture of [ms, npm('ms-twin')]) await emulator.add(repo, fixture)
    }
    const before = await snapshot(cloudsmith, pipeline, 'staging')
    const [lost] = before.items
    await cloudsmith.packages.delete({ owner: 'acme', repo: 'staging', identifier: lost?.slugPerm ?? '' })
    await emulator.settle()
    await cloudsmith.recycleBin.hardDelete({ owner: 'acme', identifiers: [lost?.slugPerm ?? ''] })

    const restored = await restore(cloudsmith, pipeline, before)

    expect(restored).toMatchObject({ outcome: 'restored', items: [{ step: 'copy', slugPerm: lost?.slugPerm }] })
    expect(contents('staging')).toEqual(['npm ms 1.0.0', 'npm ms-twin 1.0.0'])
  })

  test('F85 has to have its bytes: identity and synchronisation alone do not count', async () => {
    const world = await stock({ dev: [ms], staging: [ms] })
    const { cloudsmith, pipeline, emulator } = world
    const before = await snapshot(cloudsmith, pipeline, 'staging')
    const deleted = emulator.world.packages.get(slugOf(before, 'ms'))
    await remove(world, 'staging', slugOf(before, 'ms'))
    await emulator.add('acme/production', tampered)
    const [other] = emulator.world.repository({ owner: 'acme', repo: 'production' }).packages.all()
    Object.assign(deleted ?? {}, { content: other?.content })

    const restored = await restore(cloudsmith, pipeline, before)

    expect(restored).toMatchObject({
      outcome: 'needs a human',
      items: [{ step: 'restore', why: expect.stringContaining('different bytes') }],
    })
  })

  test('comes from another stage where the recycle bin does not give it back', async () => {
    const world = await stock({ dev: [ms], staging: [ms] })
    const { cloudsmith, pipeline, emulator, contents } = world
    const before = await snapshot(cloudsmith, pipeline, 'staging')
    await remove(world, 'staging', slugOf(before, 'ms'))
    emulator.faults.add({
      operation: 'recycle-bin_action',
      status: 200,
      body: {
        action: 'restore',
        packages_actioned: [],
        packages_failed_to_action: { [slugOf(before, 'ms')]: { detail: 'Expired.' } },
      },
    })
    const restored = await restore(cloudsmith, pipeline, before)
    expect(stepsOf(restored)).toEqual([['ms', 'copy', 'dev']])
    expect(restored.outcome).toBe('restored')
    expect(contents('staging')).toEqual(['npm ms 1.0.0'])
  })

  test('has the tag of the stage again, and only what had it', async () => {
    const world = await stock({ dev: [ms, npm('bare')], stage: { tag: 'staged' } })
    const { cloudsmith, pipeline, emulator, contents } = world
    await emulator.add('acme/staging', ms, { tags: ['staged'] })
    for (const name of ['bare', 'untagged', 'tagged']) await emulator.add('acme/staging', npm(name))
    const before = await snapshot(cloudsmith, pipeline, 'staging')
    for (const name of ['ms', 'bare']) await removeForGood(world, 'staging', slugOf(before, name))
    await cloudsmith.packages.tag({ owner: 'acme', repo: 'staging', identifier: slugOf(before, 'tagged'), tags: ['staged'] })

    const restored = await restore(cloudsmith, pipeline, before)

    expect(stepsOf(restored).toSorted()).toEqual([
      ['bare', 'copy', 'dev'],
      ['ms', 'copy', 'dev'],
      ['tagged', 'untag', null],
    ])
    expect(contents('staging')).toEqual(['npm bare 1.0.0', 'npm ms 1.0.0 #staged', 'npm tagged 1.0.0', 'npm untagged 1.0.0'])
    expect((await restore(cloudsmith, pipeline, before)).items).toEqual([])
  })

  test('and is under way already, from a restore that was cut off, is not brought twice', async () => {
    const world = await stock({ dev: [ms], staging: [ms] })
    const { cloudsmith, pipeline, emulator, contents } = world
    const before = await snapshot(cloudsmith, pipeline, 'staging')
    await removeForGood(world, 'staging', slugOf(before, 'ms'))
    const [row] = await cloudsmith.packages.list({ owner: 'acme', repo: 'dev' })
    await cloudsmith.packages.copy({ owner: 'acme', repo: 'dev', identifier: row?.slug_perm ?? '', destination: 'staging' })
    emulator.requests.clear()

    const restored = await restore(cloudsmith, pipeline, before)

    expect(restored).toMatchObject({ outcome: 'restored', items: [] })
    expect(emulator.requests.writes).toEqual([])
    expect(contents('staging')).toEqual(['npm ms 1.0.0'])
  })
})

test.each([0, 45])('F28 two restores at once end with one of each, with lists %i s behind', async (lagSeconds) => {
  const world = await stock({ dev: [ms, npm('new')], staging: [ms], emulator: { switches: { lagSeconds } } })
  const { cloudsmith, pipeline, emulator, contents } = world
  await emulator.clock.advance(60_000)
  const before = await snapshot(cloudsmith, pipeline, 'staging')
  await removeForGood(world, 'staging', slugOf(before, 'ms'))
  await emulator.add('acme/staging', npm('new'))
  await emulator.clock.advance(60_000)

  const both = await Promise.all([restore(cloudsmith, pipeline, before), restore(cloudsmith, pipeline, before)])

  await emulator.settle()
  expect(both.flatMap(whyOf)).toEqual([null, null, null, null])
  expect(contents('staging')).toEqual(['npm ms 1.0.0'])
})

test('F87 stages that share a repository: what came since loses the tag of the stage, what is gone gets it, and nothing is deleted', async () => {
  const { cloudsmith, emulator, contents } = await stock({})
  const pipeline = definePipeline({
    owner: 'acme',
    stages: [
      { name: 'candidate', repository: 'production', tag: 'candidate' },
      { name: 'released', repository: 'production', tag: 'released' },
    ],
  })
  await emulator.add('acme/production', ms, { tags: ['released'] })
  await emulator.add('acme/production', npm('other'), { tags: ['candidate'] })
  const before = await snapshot(cloudsmith, pipeline, 'released')
  expect(before.items.map((item) => item.package.name)).toEqual(['ms'])
  const rows = await cloudsmith.packages.list({ owner: 'acme', repo: 'production' }).toArray()
  const tag = (name: string, action: 'Add' | 'Remove') => {
    const identifier = rows.find((row) => row.name === name)?.slug_perm ?? ''
    return cloudsmith.packages.tag({ owner: 'acme', repo: 'production', identifier, action, tags: ['released'] })
  }
  await tag('ms', 'Remove')
  await tag('other', 'Add')

  const restored = await restore(cloudsmith, pipeline, before)

  expect(stepsOf(restored).toSorted()).toEqual([
    ['ms', 'tag', null],
    ['other', 'untag', null],
  ])
  expect(restored.outcome).toBe('restored')
  expect(contents('production')).toEqual(['npm ms 1.0.0 #released', 'npm other 1.0.0 #candidate #held-from-released'])
})

test('a snapshot of a repository that is not the stage’s any more is refused', async () => {
  const { cloudsmith, pipeline } = await stock({ dev: [ms], staging: [ms] })
  const before = await snapshot(cloudsmith, pipeline, 'staging')
  await expect(restore(cloudsmith, pipeline, { ...before, repository: 'old' })).rejects.toThrow(/to acme\/old.*acme\/staging/)
})

test('other stages are read for what is concerned, and not from end to end', async () => {
  const { cloudsmith, pipeline, emulator } = await stock({ staging: [ms] })
  await crowd(emulator, 'acme/dev', { name: 'package', count: 3_000 })
  const before = await snapshot(cloudsmith, pipeline, 'staging')
  for (const place of ['acme/staging', 'acme/dev']) await crowd(emulator, place, { name: 'new', count: 20 })
  emulator.requests.clear()

  const restored = await restore(cloudsmith, pipeline, before, { hold: false })

  expect(restored.items.map(({ step }) => step)).toEqual(Array(20).fill('delete'))
  const ofDev = emulator.requests.all.filter(({ url }) => url.includes('/dev/'))
  expect(ofDev).toHaveLength(1)
})

test('a snapshot is in the order of plans, keeps no more than it needs, and reads a repository that people push to', async () => {
  const { cloudsmith, pipeline, emulator } = await stock({ staging: [npm('b'), ms, npm('a'), acme('debian/bookworm')] })
  const { items } = await snapshot(cloudsmith, pipeline, 'staging', { now: new Date(emulator.clock.now()) })
  expect(items.map((item) => item.package.name)).toEqual(['acme', 'a', 'b', 'ms'])
  expect(Object.keys(items[0] ?? {}).toSorted()).toEqual(['files', 'package', 'slugPerm', 'tagged'])
})
