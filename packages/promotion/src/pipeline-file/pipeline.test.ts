import type { Package } from '@cloudsmith-sdk/client'
import { describe, expect, test } from 'vitest'
import { approval } from '../gates/approval.ts'
import { scanned } from '../gates/scanned.ts'
import { edgeOf } from '../pipeline/edge-of.ts'
import { definePipeline, type Edge, type PackageFilter, PipelineError, type StageDefinition } from '../pipeline/index.ts'
import { stageRows } from '../pipeline/stage-rows.ts'
import { parsePipeline } from './parse-pipeline.ts'

const yaml = `owner: acme
stages:
  - repository: dev
    upstreams: [{ format: npm, name: npmjs, url: 'https://registry.example.com' }]
  - repository: staging
    unscannable: pass
    gates:
      scanned: {}
      licence: { deny: [AGPL-3.0-only] }
  - name: live
    repository: production
    action: move
    tag: released
    retention: block
    staleScan: { after: 7 days, means: block }
    gates:
      freeze:
        windows:
          - { cron: '0 18 * * 5', lasts: 60 hours, zone: Europe/Berlin }
          - { from: '2026-12-20T00:00:00Z', to: '2027-01-02T00:00:00Z', reason: the holidays }
      max-severity: { critical: 0, mayWaive: [carol] }
      approval: { quorum: 2, validFor: 2 days }
`

test('a pipeline is read from YAML, with all its gates and defaults', () => {
  const { owner, stages, edges } = parsePipeline(yaml)
  expect(owner).toBe('acme')
  expect(edges).toEqual([
    { from: 'dev', to: 'staging' },
    { from: 'staging', to: 'live' },
  ])
  const named = stages.map(({ gates, ...rest }) => ({ ...rest, gates: gates.map(({ name }) => name) }))
  const defaults = {
    ...{ shared: false, action: 'copy', unscannable: 'block', retention: 'warn', latest: 'warn', onFailedArrival: 'leave' },
    ...{ upstreams: [], gates: [] },
  }
  expect(named).toEqual([
    {
      ...defaults,
      name: 'dev',
      repository: 'dev',
      upstreams: [{ format: 'npm', name: 'npmjs', url: 'https://registry.example.com' }],
    },
    { ...defaults, name: 'staging', repository: 'staging', unscannable: 'pass', gates: ['scanned', 'licence'] },
    {
      ...defaults,
      name: 'live',
      repository: 'production',
      action: 'move',
      tag: 'released',
      staleScan: { after: '7 days', means: 'block' },
      retention: 'block',
      gates: ['max-severity', 'freeze', 'approval'],
    },
  ])
})

test('JSON is read likewise', () => {
  expect(parsePipeline('{"owner":"acme","stages":[{"repository":"dev"},{"repository":"production"}]}')).toEqual(
    definePipeline({ owner: 'acme', stages: [{ repository: 'dev' }, { repository: 'production' }] }),
  )
})

test.each([
  ['a wrong type', 'critical: 0', 'critical: none', '21:33: stages[2].gates.max-severity.critical: must be a number'],
  ['a fraction', 'critical: 0', 'critical: 0.5', '21:33: stages[2].gates.max-severity.critical: must be a whole number'],
  ['a word of another list', 'action: move', 'action: clone', '12:13: stages[2].action: must be copy or move'],
  ['an unknown field', 'retention: block', 'retain: block', '14:13: stages[2].retain: there is no such field'],
  ['an unknown gate', 'scanned: {}', 'scaned: {}', '8:15: stages[1].gates.scaned: there is no such field'],
  ['an upstream of no format', 'format: npm', 'format: vagrant', '4:27: stages[0].upstreams[0].format: must be one of alpine'],
  ['a field that is missing', 'repository: dev', 'name: dev', '3:5: stages[0].repository: is missing'],
  ['not a duration', 'after: 7 days', 'after: long', '15:25: stages[2].staleScan.after: must be a duration'],
  ['an unknown licence', 'AGPL-3.0-only', 'Beerware-9', '9:16: stages[1].gates.licence: "Beerware-9" is not an SPDX'],
  ['an unknown time zone', 'Europe/Berlin', 'Mars/Olympus', '18:9: stages[2].gates.freeze: The freeze'],
  ['half a window', ', lasts: 60 hours', '', '19:13: stages[2].gates.freeze.windows[0]'],
  ['two stages of one name', 'name: live', 'name: dev', '10:11: stages[2].name: "dev" is already a stage'],
  [
    'a shared repository without tags',
    'repository: production',
    'repository: dev',
    '3:5: stages[0].tag: is missing: "dev" is also',
  ],
  [
    'an edge that nearly names a stage',
    'owner: acme',
    'owner: acme\nedges: [{ from: dev, to: stagin }]',
    'did you mean staging?',
  ],
  [
    'an edge without gates',
    'owner: acme',
    'owner: acme\nedges: [{ from: dev, to: live, gates: { sca: {} } }]',
    '2:46: edges[0].gates.sca',
  ],
  ['a filter of nothing', 'owner: acme', 'owner: acme\nselect: {}', '2:9: select: must have formats, names or tags'],
  ['a filter that leaves out all', 'owner: acme', 'owner: acme\nselect: { names: [] }', '2:18: select.names: must not be empty'],
  ['an edge to nowhere', 'owner: acme', 'owner: acme\nedges: [{ from: dev, to: prod }]', '2:26: edges[0].to: there is no stage'],
  ['an edge to itself', 'owner: acme', 'owner: acme\nedges: [{ from: dev, to: dev }]', '2:9: edges[0]: dev → dev forms a'],
  [
    'a circle',
    'owner: acme',
    'owner: acme\nedges: [{ from: dev, to: live }, { from: live, to: dev }]',
    '2:9: edges[0]: dev → live forms a cycle',
  ],
  ['broken YAML', 'owner: acme', 'owner: [acme', 'pipeline.yaml:'],
  ['an alias of nothing', 'owner: acme', 'owner: *acme', 'pipeline.yaml:1:'],
])('%s is pointed at by line and field', (_, good, bad, message) => {
  expect(yaml).toContain(good)
  expect(() => parsePipeline(yaml.replace(good, bad), { source: 'pipeline.yaml' })).toThrow(message)
})

test('every problem is told at once, for programs too', () => {
  const read = () => parsePipeline('owner: 1\nstages: [{}]')
  expect(read).toThrow(PipelineError)
  expect(read).toThrow(
    expect.objectContaining({
      problems: [
        expect.objectContaining({ field: 'owner', line: 1, column: 8 }),
        expect.objectContaining({ field: 'stages[0].repository', message: 'is missing', line: 2, column: 10 }),
      ],
    }),
  )
})

test.each(['', '[]', 'null', 'text'])('%j is no pipeline', (text) => {
  expect(() => parsePipeline(text)).toThrow(PipelineError)
})

test('a definition in code is checked likewise', () => {
  expect(() => definePipeline({ owner: '', stages: [{ repository: 'dev' }] })).toThrow(
    'pipeline: owner: must not be empty (1 of 2 problems)\npipeline: stages: must be at least two (2 of 2 problems)',
  )
})

test('F25 a stage cannot be skipped', () => {
  const pipeline = parsePipeline(yaml)
  expect(edgeOf(pipeline, 'dev', 'staging')).toMatchObject({ source: { name: 'dev' }, destination: { name: 'staging' } })
  expect(() => edgeOf(pipeline, 'dev', 'live')).toThrow('does not lead from dev to live, only dev → staging, staging → live')
  expect(() => edgeOf(pipeline, 'staging', 'dev')).toThrow(PipelineError)
})

describe('several edges between two stages', () => {
  const stages = [{ repository: 'dev' }, { repository: 'staging' }, { repository: 'production', gates: [scanned({})] }]
  const chain = [
    { from: 'dev', to: 'staging' },
    { from: 'staging', to: 'production' },
  ]
  const hotfix = { name: 'hotfix', from: 'staging', to: 'production', gates: [approval({})] }
  const gatesOf = (edges: readonly Edge[], name?: string) =>
    edgeOf(definePipeline({ owner: 'acme', stages, edges }), 'staging', 'production', name).destination.gates.map(
      (gate) => gate.name,
    )

  test('an edge with gates asks those, any other asks those of the stage', () => {
    expect(gatesOf([...chain, hotfix])).toEqual(['scanned'])
    expect(gatesOf([...chain, hotfix], 'hotfix')).toEqual(['approval'])
    expect(gatesOf([...chain, { ...hotfix, gates: [] }], 'hotfix')).toEqual([])
    expect(gatesOf([...chain, { ...hotfix, gates: undefined }], 'hotfix')).toEqual(['scanned'])
  })

  test('an edge with a name is taken only by who names it', () => {
    expect(() => gatesOf([hotfix])).toThrow('there are only named edges: choose one of "hotfix"')
    expect(() => gatesOf([...chain, hotfix], 'hotfx')).toThrow(
      'there is no edge "hotfx" from staging to production: choose the one without a name or "hotfix"; did you mean "hotfix"?',
    )
  })

  test('nothing but names tells them apart', () => {
    expect(() => definePipeline({ owner: 'acme', stages, edges: [...chain, { from: 'dev', to: 'staging' }] })).toThrow(
      'edges[2]: dev → staging is already an edge: give one of them another name',
    )
    expect(() => definePipeline({ owner: 'acme', stages, edges: [hotfix, { ...hotfix }] })).toThrow(
      'edges[1].name: staging → production (hotfix) is already an edge',
    )
  })
})

describe('stages that share a repository', () => {
  const dev = { repository: 'dev' }
  const [staged, released] = [
    { name: 'staging', repository: 'main', tag: 'staged' },
    { name: 'production', repository: 'main', tag: 'released' },
  ]
  const row = (...tags: string[]) => ({ tags: { info: tags } }) as unknown as Package

  test('are told apart by their tags', () => {
    const { stages } = definePipeline({ owner: 'acme', stages: [dev, staged, released] })
    expect(stages.map(({ shared }) => shared)).toEqual([false, true, true])
    const [first, second, third] = stages.map((stage) => stageRows({ select: undefined }, stage))
    expect([first?.query, second?.query, third?.query]).toEqual([undefined, 'tag:^staged$', 'tag:^released$'])
    expect([first, second, third].map((rows) => rows?.has(row('staged')))).toEqual([true, true, false])
  })

  test('need a tag each, and a name', () => {
    const define = (...stages: StageDefinition[]) => definePipeline({ owner: 'acme', stages })
    expect(() => define(staged, { ...released, tag: undefined })).toThrow(
      'stages[1].tag: is missing: "main" is also the repository of staging',
    )
    expect(() => define(staged, { ...released, tag: 'staged' })).toThrow('stages[1].tag: "staged" is already the tag of staging')
    expect(() => define({ ...staged, name: undefined }, { ...released, name: undefined })).toThrow(
      'stages[1].name: "main" is already a stage',
    )
  })

  test('an edge between them sends nothing', () => {
    const pipeline = definePipeline({ owner: 'acme', stages: [dev, { ...staged, action: 'move' }, released] })
    expect(edgeOf(pipeline, 'dev', 'staging').destination.action).toBe('move')
    expect(edgeOf(pipeline, 'staging', 'production').destination.action).toBe('tag')
  })
})

describe('which packages a pipeline is about', () => {
  const has = (select: PackageFilter, row: Partial<Package>) =>
    stageRows({ select }, { name: 'dev', shared: false, tag: undefined }).has({
      format: 'npm',
      name: '@acme/ui',
      tags: {},
      ...row,
    } as Package)

  test.each<[string, PackageFilter, Partial<Package>, boolean]>([
    ['a format', { formats: ['npm', 'python'] }, {}, true],
    ['another format', { formats: ['python'] }, {}, false],
    ['a name', { names: ['left', '@ACME/UI'] }, {}, true],
    ['half a name', { names: ['@acme'] }, {}, false],
    ['a pattern', { names: ['@acme/*'] }, {}, true],
    ['a pattern with other signs', { names: ['@acme.ui', '.*', '@acme/[u]i'] }, {}, false],
    ['a name of its format alone', { formats: ['deb'], names: ['@acme/*'] }, {}, false],
    ['a tag of any kind', { tags: ['1.*'] }, { tags: { version: ['1.2'] } }, true],
    ['no tag', { tags: ['web'] }, {}, false],
    ['any tag', { tags: ['*'] }, { tags: { info: ['x'] } }, true],
  ])('%s', (_, select, row, expected) => {
    expect(has(select, row)).toBe(expected)
  })

  test('the service is asked the same', () => {
    const stage = { name: 'staging', shared: true, tag: 'staged' }
    const { query } = stageRows({ select: { formats: ['npm', 'deb'], names: ['@acme/*', 'ms'], tags: ['web'] } }, stage)
    expect(query).toBe('tag:^staged$ AND (format:npm OR format:deb) AND (name:^@acme/* OR name:^ms$) AND tag:^web$')
    const many = Array.from({ length: 1000 }, (_, index) => `package-${index}`)
    expect(stageRows({ select: { names: many } }, stage).query).toBe('tag:^staged$')
  })

  test('files say it too', () => {
    const select = { formats: ['npm'], names: ['@acme/*'], tags: ['web'] }
    const edges = [{ name: 'hotfix', from: 'dev', to: 'live', gates: { approval: {} } }]
    const stages = [{ repository: 'dev' }, { name: 'live', repository: 'production', latest: 'block' }]
    const pipeline = parsePipeline(JSON.stringify({ owner: 'acme', select, edges, stages }))
    expect(pipeline).toMatchObject({
      select,
      edges: [{ name: 'hotfix', gates: [{ name: 'approval' }] }],
      stages: [{}, { latest: 'block' }],
    })
  })
})
