import { Cloudsmith } from '@cloudsmith-sdk/client'
import { alpinePackage, debPackage, npmPackage, rawFile } from '@cloudsmith-sdk/emulator/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { crowd } from '../../test/crowd.ts'
import { row } from '../../test/knowledge.ts'
import { clientWithSiblings } from '../../test/siblings.ts'
import { type Story, story } from '../../test/story.ts'
import { definePipeline } from '../pipeline/define-pipeline.ts'
import { align, differencesOf } from './align.ts'
import type { Holding } from './holding.ts'
import {
  diff,
  diffMarkdown,
  diffText,
  drift,
  driftMarkdown,
  driftText,
  matrix,
  matrixMarkdown,
  matrixText,
  stageHoldingsOf,
} from './index.ts'

const npm = (name: string, version: string, files = {}) => npmPackage({ name, version, license: 'MIT', files })
const ms = npm('ms', '2.1.3')
const tampered = npm('ms', '2.1.3', { 'index.js': 'evil()' })
const vulnerableLodash = npm('lodash', '4.17.20')
const pipeline = definePipeline({
  owner: 'acme',
  stages: [{ repository: 'dev' }, { repository: 'staging' }, { repository: 'production' }],
})
const moving = definePipeline({ owner: 'acme', stages: [{ repository: 'dev' }, { repository: 'staging', action: 'move' }] })
const named = ({ package: { name }, kind }: { package: { name: string }; kind: string }) => `${name}: ${kind}`

let world: Story
const short = (sha256: string | undefined) => sha256?.slice(0, 12)
const sha256Of = async (repo: string, name: string) => {
  const rows = await world.cloudsmith.packages.list({ owner: 'acme', repo }).toArray()
  return rows.find((pkg) => pkg.name === name)?.checksum_sha256 ?? undefined
}

beforeEach(async () => {
  world = await story()
  const { emulator } = world
  for (const fixture of [ms, vulnerableLodash, npm('only-dev', '1.0.0')]) await emulator.add('acme/dev', fixture)
  for (const fixture of [tampered, vulnerableLodash, npm('only-staging', '1.0.0')]) await emulator.add('acme/staging', fixture)
  await emulator.settle()
  emulator.requests.clear()
})

describe('the difference of two repositories', () => {
  const compare = (more = {}) => diff(world.cloudsmith, { owner: 'acme', a: 'dev', b: 'staging', ...more })

  test('is listed package by package, in an order that does not change', async () => {
    const result = await compare()
    expect(result.items.map(named)).toEqual(['lodash: same', 'ms: other bytes', 'only-dev: only in a', 'only-staging: only in b'])
    const differences = [
      { filename: 'ms-2.1.3.tgz', source: await sha256Of('dev', 'ms'), destination: await sha256Of('staging', 'ms') },
    ]
    expect(result.items[1]).toMatchObject({ differences })
    expect((await compare({ a: 'staging', b: 'dev' })).items.map(named)).toContain('only-dev: only in b')
  })

  test('takes a request for each repository, and changes nothing', async () => {
    await compare()
    expect(world.emulator.requests.all.map(({ operation }) => operation)).toEqual(['packages_list', 'packages_list'])
  })

  test('reads every page', async () => {
    await crowd(world.emulator, 'acme/production', { name: 'file', count: 501 })
    const { items } = await compare({ a: 'production', select: ({ format }: { format: string }) => format === 'raw' })
    expect(items).toHaveLength(501)
    expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(['only in a']))
  })

  test('covers only the selected packages', async () => {
    const { items } = await compare({ select: ({ name }: { name: string }) => name === 'ms' })
    expect(items.map(named)).toEqual(['ms: other bytes'])
  })

  test('as text and Markdown leaves out what is the same', async () => {
    const result = await compare()
    const [before, after] = [await sha256Of('dev', 'ms'), await sha256Of('staging', 'ms')]
    expect(diffText(result).split('\n')).toEqual([
      'acme: dev and staging: 1 only in dev, 1 only in staging, 1 other bytes, 1 same',
      `  other bytes      npm ms 2.1.3 (ms-2.1.3.tgz)                      ms-2.1.3.tgz: dev sha256 ${before}, staging sha256 ${after}`,
      '  only in dev      npm only-dev 1.0.0 (only-dev-1.0.0.tgz)',
      '  only in staging  npm only-staging 1.0.0 (only-staging-1.0.0.tgz)',
    ])
    expect(diffMarkdown(result)).toContain('| only in dev | npm only-dev 1.0.0 (only-dev-1.0.0.tgz) |  |')
    const nothing = await compare({ select: () => false })
    expect(diffText(nothing)).toBe('acme: dev and staging: both are empty')
  })
})

describe('drift', () => {
  test('lists packages that bypassed the pipeline, differ from what was promoted, or would not pass now', async () => {
    const { cloudsmith } = world
    const result = await drift(cloudsmith, pipeline, { stage: 'staging' })
    expect(result).toMatchObject({ before: ['dev'], repository: 'staging', looked: 3 })
    expect(result.items.map(named)).toEqual(['lodash: vulnerable', 'ms: other bytes', 'only-staging: not in the stage before'])
    expect(await drift(cloudsmith, pipeline, { stage: 'production' })).toMatchObject({ looked: 0, items: [] })
    expect(world.emulator.requests.writes).toEqual([])
  })

  test('sees a quarantine of today, with its reason', async () => {
    const { cloudsmith, emulator } = world
    const [pkg] = await cloudsmith.packages.list({ owner: 'acme', repo: 'dev', query: 'name:^only-dev$' })
    await cloudsmith.packages.quarantine({ owner: 'acme', repo: 'dev', identifier: pkg?.slug_perm ?? '' })
    await emulator.settle()
    const { items } = await drift(cloudsmith, pipeline, { stage: 'dev' })
    expect(items.map(named)).toEqual(['lodash: vulnerable', 'only-dev: quarantined'])
  })

  test('does not report a moved package as missing from the stage before', async () => {
    const { items } = await drift(world.cloudsmith, moving, { stage: 'staging' })
    expect(items.map(named)).toEqual(['lodash: vulnerable', 'ms: other bytes'])
  })

  test('throws for a stage that does not exist', async () => {
    await expect(drift(world.cloudsmith, pipeline, { stage: 'prod' })).rejects.toThrow(
      'there is no stage "prod": choose one of dev, staging',
    )
  })

  test('as text and Markdown says what is wrong with each package', async () => {
    const result = await drift(world.cloudsmith, pipeline, { stage: 'staging' })
    expect(driftText(result)).toContain('acme: staging: drift in 3 of 3 packages')
    expect(driftText(result)).toContain(
      'not in the stage before  npm only-staging 1.0.0 (only-staging-1.0.0.tgz)  dev does not have it',
    )
    expect(driftMarkdown(result)).toContain(
      '| vulnerable | npm lodash 4.17.20 (lodash-4.17.20.tgz) | Scan Detected Vulnerabilities |',
    )
    expect(driftText({ ...result, items: [] })).toBe('acme: staging: no drift in 3 packages')
  })
})

describe('the matrix', () => {
  test('shows which package is where, and in which state', async () => {
    const result = await matrix(world.cloudsmith, pipeline)
    expect(result.stages).toEqual(['dev', 'staging', 'production'])
    const [before, after] = [await sha256Of('dev', 'ms'), await sha256Of('staging', 'ms')]
    const rows = result.rows.map(({ package: { name }, cells, same }) => [
      name,
      ...cells.map((cell) => cell?.state ?? null),
      same,
    ])
    expect(rows).toEqual([
      ['lodash', 'vulnerable', 'vulnerable', null, true],
      ['ms', 'ok', 'ok', null, false],
      ['only-dev', 'ok', null, null, true],
      ['only-staging', null, 'ok', null, true],
    ])
    const line = matrixText(result)
      .split('\n')
      .find((text) => text.includes('npm ms'))
    expect(line?.trim().split(/\s{2,}/)).toEqual(['npm ms 2.1.3 (ms-2.1.3.tgz)', short(before), short(after), '-', 'other bytes'])
    expect(matrixMarkdown(result)).toContain(
      `| npm ms 2.1.3 (ms-2.1.3.tgz) | ${short(before)} | ${short(after)} | - | other bytes |`,
    )
  })

  test('escapes names, because package authors choose them', async () => {
    const hostile = { ...row(), name: 'a|b\n<script>@acme\u001b[31m', files: [] }
    const result = await matrix(world.cloudsmith, pipeline, { select: ({ name }) => name === 'ms' })
    const [first] = result.rows
    const renamed = { ...result, rows: [{ ...first, package: { ...first?.package, name: hostile.name } }] } as typeof result
    expect(matrixMarkdown(renamed)).toContain('| npm a&#124;b&#92;n&#60;script&#62;&#64;acme&#92;u{1b}&#91;31m 2.1.3')
    expect(matrixText(renamed)).toContain('a|b\\n<script>@acme\\u{1b}[31m')
    expect(matrixText(renamed).split('\n')).toHaveLength(3)
  })
})

describe('packages that only a distribution or an architecture tells apart', () => {
  const acme = (distribution: string) => debPackage({ name: 'acme', version: '1.0.0', distribution })

  test('F37 production has a package of another distribution than the stage before: drift names it', async () => {
    const { cloudsmith, emulator } = world
    await emulator.add('acme/dev', acme('ubuntu/jammy'))
    await emulator.add('acme/production', acme('debian/bookworm'))
    const short = definePipeline({ owner: 'acme', stages: [{ repository: 'dev' }, { repository: 'production' }] })

    const result = await drift(cloudsmith, short, { stage: 'production' })

    expect(result.items).toMatchObject([{ kind: 'not in the stage before', package: { distribution: 'debian/bookworm' } }])
    expect(driftText(result)).toContain('deb acme 1.0.0 (acme_1.0.0_all.deb, debian/bookworm, all, main)  dev does not have it')
  })

  test('F31 F32 are two packages in a diff and in a matrix, and every text says which is which', async () => {
    const { cloudsmith, emulator } = world
    const alpine = (architecture: string) => alpinePackage({ name: 'tool', version: '1.0.0', architecture })
    for (const fixture of [acme('ubuntu/jammy'), acme('debian/bookworm'), alpine('x86_64')]) {
      await emulator.add('acme/dev', fixture)
    }
    for (const fixture of [acme('debian/bookworm'), alpine('aarch64')]) await emulator.add('acme/production', fixture)
    const select = ({ name }: { name: string }) => ['acme', 'tool'].includes(name)

    const result = await diff(cloudsmith, { owner: 'acme', a: 'dev', b: 'production', select })

    expect(result.items.map(named)).toEqual(['tool: only in b', 'tool: only in a', 'acme: same', 'acme: only in a'])
    expect(diffText(result)).toContain('only in dev         deb acme 1.0.0 (acme_1.0.0_all.deb, ubuntu/jammy, all, main)')
    expect(diffText(result)).toContain('only in production  alpine tool 1.0.0 (tool-1.0.0.apk, alpine/any-version, aarch64)')
    const table = matrixMarkdown(await matrix(cloudsmith, pipeline, { select }))
    expect(table.split('\n').filter((line) => line.includes('deb acme'))).toHaveLength(2)
  })
})

describe('siblings, which only their bytes tell apart', () => {
  const twin = npm('ms-twin', '2.1.3')
  const select = ({ name }: { name: string }) => name === 'ms'

  test('two on both sides are the same, and one that is missing is missing', async () => {
    const { emulator } = world
    const cloudsmith = clientWithSiblings(emulator)
    for (const fixture of [twin, ms]) await emulator.add('acme/production', fixture)
    const compare = (a: string) => diff(cloudsmith, { owner: 'acme', a, b: 'production', select })

    const missing = await compare('dev')

    expect(missing.items.map(({ kind }) => kind).toSorted()).toEqual(['only in b', 'same'])
    const digest = short(missing.items.find(({ kind }) => kind === 'only in b')?.sha256 ?? undefined)
    expect(diffText(missing)).toContain(`npm ms 2.1.3 (ms-2.1.3.tgz) sha256 ${digest}`)
    expect(await sha256Of('production', 'ms-twin')).toContain(digest)

    await emulator.add('acme/dev', twin)
    expect((await compare('dev')).items.map(({ kind }) => kind)).toEqual(['same', 'same'])
  })

  test('one that bypassed the pipeline is drift, and not different bytes of its sibling', async () => {
    const { emulator } = world
    await emulator.add('acme/production', twin)
    await emulator.add('acme/production', ms)
    const short = definePipeline({ owner: 'acme', stages: [{ repository: 'dev' }, { repository: 'production' }] })

    const { items } = await drift(clientWithSiblings(emulator), short, { stage: 'production', select })

    expect(items).toMatchObject([{ kind: 'not in the stage before', sha256: await sha256Of('production', 'ms-twin') }])
  })

  test('have a row each in the matrix, whichever stage has both', async () => {
    const { emulator } = world
    await emulator.add('acme/production', twin)
    await emulator.add('acme/production', ms)
    const result = await matrix(clientWithSiblings(emulator), pipeline, { select })
    const stages = result.rows.map(({ cells, same }) => [cells.map((cell) => cell !== null), same])
    // Staging has the bytes of somebody else: nothing shows which package they replaced.
    expect(stages).toHaveLength(2)
    expect(stages).toContainEqual([[true, expect.any(Boolean), true], expect.any(Boolean)])
    const names = matrixText(result)
      .split('\n')
      .filter((line) => line.includes('npm ms'))
    expect(new Set(names.map((line) => line.trim().split(/\s{2,}/)[0]))).toHaveProperty('size', 2)
  })
})

test('a repository that grows while its pages are read is read completely and without an error', async () => {
  const { emulator } = world
  const pushed = (index: number, version: string) => rawFile({ name: `file-${index}`, version, bytes: new Uint8Array(1) })
  await crowd(emulator, 'acme/production', { name: 'file', count: 1_001 })
  let pages = 0
  const busy = new Cloudsmith({
    ...{ apiKey: 'emulator-admin-key', clock: emulator.clock },
    fetch: async (input: Parameters<typeof fetch>[0], init?: RequestInit) => {
      const answer = await emulator.fetch(input, init)
      pages += 1
      for (let index = 0; index < 7; index++) await emulator.add('acme/production', pushed(index, `since page ${pages}`))
      return answer
    },
  })
  const { items } = await diff(busy, { owner: 'acme', a: 'production', b: 'dev', select: ({ format }) => format === 'raw' })
  expect(items.filter(({ package: { version } }) => version === '1')).toHaveLength(1_001)
})

test('a stage that shares its repository with another is compared by its own packages', async () => {
  const { cloudsmith, emulator } = world
  await emulator.add('acme/production', npm('ready', '1.0.0'), { tags: ['released'] })
  await emulator.add('acme/production', npm('new', '1.0.0'), { tags: ['candidate'] })
  const shared = definePipeline({
    owner: 'acme',
    stages: [
      { name: 'candidate', repository: 'production', tag: 'candidate' },
      { name: 'released', repository: 'production', tag: 'released' },
    ],
  })
  const { rows } = await matrix(cloudsmith, shared)
  expect(rows.map(({ package: { name }, cells }) => [name, ...cells.map((cell) => cell !== null)])).toEqual([
    ['new', true, false],
    ['ready', false, true],
  ])
  const { looked, items } = await drift(cloudsmith, shared, { stage: 'released' })
  expect([looked, items.map(named)]).toEqual([1, ['ready: not in the stage before']])
})

describe('what is one package, and what cannot be compared', () => {
  const holding = (sha256: string | null, side = 0, more: Partial<Holding> = {}): Holding => ({
    side,
    package: { format: 'npm', name: 'api', version: '1', filename: 'api.tgz' },
    slugPerm: 'x',
    files: [{ filename: 'api.tgz', sha256 }],
    state: 'ok',
    detail: '',
    ...more,
  })

  test.each<[string, Holding, Holding, unknown]>([
    ['a digest that is missing', holding(null), holding('01'), undefined],
    ['two that are missing', holding(null), holding(null), undefined],
    ['a copy under way', holding('01'), holding('02', 1, { state: 'in flight' }), undefined],
    ['but different digests', holding('01'), holding('02'), [{ filename: 'api.tgz', source: '01', destination: '02' }]],
    ['the same digest', holding('01'), holding('01', 1, { state: 'in flight' }), []],
  ])('%s', (_, a, b, expected) => {
    expect(differencesOf(a, b)).toEqual(expected)
  })

  const digests = (held: readonly Holding[], sides = 2) =>
    align(held, sides).map((row) => row.map((each) => each?.files[0]?.sha256 ?? null))
  const renamed = { package: { format: 'npm', name: 'api', version: '1', filename: 'other.tgz' } }

  test.each<[string, readonly Holding[], readonly (readonly (string | null)[])[]]>([
    [
      'the same bytes are one package, in any order',
      [holding('01'), holding('02'), holding('02', 1), holding('01', 1)],
      [
        ['01', '01'],
        ['02', '02'],
      ],
    ],
    [
      'a sibling that one side lacks is missing there alone',
      [holding('01'), holding('02'), holding('02', 1)],
      [
        ['01', null],
        ['02', '02'],
      ],
    ],
    [
      'what remains on both sides is one package with different bytes',
      [holding('01'), holding('02'), holding('02', 1), holding('03', 1)],
      [
        ['01', '03'],
        ['02', '02'],
      ],
    ],
    [
      'files with the same name are matched first',
      [holding('01'), holding('02', 0, renamed), holding('03', 1, renamed)],
      [
        ['01', null],
        ['02', '03'],
      ],
    ],
    ['the same bytes twice are one', [holding('01'), holding('01'), holding('01', 1)], [['01', '01']]],
  ])('%s', (_, held, expected) => {
    expect(digests(held)).toEqual(expected)
    expect(digests(held.toReversed())).toEqual(expected)
  })

  test('of three sides, the one with the most siblings shows how many there are', () => {
    const held = [holding('01', 0), holding('02', 1), holding('01', 2), holding('02', 2)]
    expect(digests(held, 3)).toEqual([
      ['01', null, '01'],
      [null, '02', '02'],
    ])
  })
})

describe('the stages that a package is in', () => {
  const rowOf = async (repo: string, name: string) => {
    const rows = await world.cloudsmith.packages.list({ owner: 'acme', repo }).toArray()
    const found = rows.find((row) => row.name === name)
    if (found === undefined) throw new Error(`${repo} has no ${name}`)
    return found
  }
  const stagesOf = (of: Parameters<typeof stageHoldingsOf>[0], found: Parameters<typeof stageHoldingsOf>[1]) =>
    stageHoldingsOf(of, found).map(({ stage, state }) => `${stage}: ${state}`)

  test('follow from its repository, and from its tag if several stages share one', async () => {
    const lodash = await rowOf('dev', 'lodash')
    expect(stagesOf(pipeline, lodash)).toEqual(['dev: vulnerable'])
    const stages = [
      { name: 'raw', repository: 'dev', tag: 'raw' },
      { name: 'ready', repository: 'dev', tag: 'ready' },
    ]
    const shared = definePipeline({ owner: 'acme', stages })
    expect(stagesOf(shared, lodash)).toEqual([])
    expect(stagesOf(shared, { ...lodash, tags: { info: ['ready'] } })).toEqual(['ready: vulnerable'])
  })

  test('are none for a package that is not in them, or has failed to synchronise', async () => {
    const lodash = await rowOf('dev', 'lodash')
    for (const other of [{ namespace: 'globex' }, { repository: 'elsewhere' }, { is_sync_failed: true }]) {
      expect(stagesOf(pipeline, { ...lodash, ...other })).toEqual([])
    }
  })
})
