import { npmPackage, rawFile } from '@cloudsmith-sdk/emulator/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { row } from '../../test/knowledge.ts'
import { type Story, story } from '../../test/story.ts'
import { definePipeline } from '../pipeline/define-pipeline.ts'
import { differencesBetween, type Holding } from './holding.ts'
import { diff, diffMarkdown, diffText, drift, driftMarkdown, driftText, matrix, matrixMarkdown, matrixText } from './index.ts'

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

  test('is told package by package, in an order that does not change', async () => {
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
    const fixtures = Array.from({ length: 501 }, (_, index) =>
      rawFile({ name: `file-${index}`, version: '1', bytes: new Uint8Array(1) }),
    )
    for (const fixture of fixtures) await world.emulator.add('acme/production', fixture)
    const { items } = await compare({ a: 'production', select: ({ format }: { format: string }) => format === 'raw' })
    expect(items).toHaveLength(501)
    expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(['only in a']))
  })

  test('is about the packages that are selected', async () => {
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
  test('is what came past the pipeline, or is not what was promoted, or would not pass now', async () => {
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

  test('does not miss in the stage before what was moved from there', async () => {
    const { items } = await drift(world.cloudsmith, moving, { stage: 'staging' })
    expect(items.map(named)).toEqual(['lodash: vulnerable', 'ms: other bytes'])
  })

  test('of a stage that there is not is an error', async () => {
    await expect(drift(world.cloudsmith, pipeline, { stage: 'prod' })).rejects.toThrow(
      'there is no stage "prod": there are dev, staging',
    )
  })

  test('is told as text and Markdown', async () => {
    const result = await drift(world.cloudsmith, pipeline, { stage: 'staging' })
    expect(driftText(result)).toContain('acme: staging: 3 of drift in 3 packages')
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
  test('tells which package is where, and how it stands there', async () => {
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

  test('names come from package authors, and are only names', async () => {
    const hostile = { ...row(), name: 'a|b\n<script>@acme\u001b[31m', files: [] }
    const result = await matrix(world.cloudsmith, pipeline, { select: ({ name }) => name === 'ms' })
    const [first] = result.rows
    const renamed = { ...result, rows: [{ ...first, package: { ...first?.package, name: hostile.name } }] } as typeof result
    expect(matrixMarkdown(renamed)).toContain('| npm a&#124;b&#92;n&#60;script&#62;&#64;acme&#92;u{1b}&#91;31m 2.1.3')
    expect(matrixText(renamed)).toContain('a|b\\n<script>@acme\\u{1b}[31m')
    expect(matrixText(renamed).split('\n')).toHaveLength(3)
  })
})

describe('what cannot be compared', () => {
  const holding = (sha256: string | undefined, state: Holding['state'] = 'ok'): Holding => ({
    package: { format: 'docker', name: 'api', version: '1', filename: 'api' },
    slugPerm: 'x',
    files: [{ filename: 'api', sha256: sha256 ?? null }],
    sha256: sha256 ?? null,
    state,
    told: '',
  })

  test.each<[string, Holding, Holding, unknown]>([
    ['a digest that is missing', holding(undefined), holding('01'), undefined],
    ['two that are missing', holding(undefined), holding(undefined), undefined],
    ['a copy under way', holding('01'), holding('02', 'in flight'), undefined],
    ['other digests, however', holding('01'), holding('02'), [{ filename: 'api', source: '01', destination: '02' }]],
    ['the same digest', holding('01'), holding('01', 'in flight'), []],
  ])('%s', (_, a, b, expected) => {
    expect(differencesBetween([a], [b])).toEqual(expected)
  })

  test('one package of several with the same bytes is enough', () => {
    expect(differencesBetween([holding('01'), holding('02')], [holding('02')])).toEqual([])
  })
})
