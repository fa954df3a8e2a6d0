import { readFileSync } from 'node:fs'
import { toJsonSchema } from '@valibot/to-json-schema'
import { expect, test } from 'vitest'
import { edgeOf } from './edge-of.ts'
import { definePipeline, PipelineError, parsePipeline } from './index.ts'
import { pipelineSchema } from './schema.ts'

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
  const defaults = { action: 'copy', unscannable: 'block', retention: 'warn', onFailedArrival: 'leave', upstreams: [], gates: [] }
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
  ['no length of time', 'after: 7 days', 'after: long', '15:25: stages[2].staleScan.after: must be a length of time'],
  ['an unknown licence', 'AGPL-3.0-only', 'Beerware-9', '9:16: stages[1].gates.licence: "Beerware-9" is no SPDX'],
  ['an unknown time zone', 'Europe/Berlin', 'Mars/Olympus', '18:9: stages[2].gates.freeze: The freeze'],
  ['half a window', ', lasts: 60 hours', '', '19:13: stages[2].gates.freeze.windows[0]'],
  ['two stages of one name', 'name: live', 'name: dev', '10:11: stages[2].name: "dev" is a stage already'],
  ['a repository twice', 'repository: production', 'repository: dev', '11:17: stages[2].repository: "dev" is a stage already'],
  ['an edge to nowhere', 'owner: acme', 'owner: acme\nedges: [{ from: dev, to: prod }]', '2:26: edges[0].to: there is no stage'],
  ['an edge to itself', 'owner: acme', 'owner: acme\nedges: [{ from: dev, to: dev }]', '2:9: edges[0]: dev → dev leads in a'],
  [
    'a circle',
    'owner: acme',
    'owner: acme\nedges: [{ from: dev, to: live }, { from: live, to: dev }]',
    '2:9: edges[0]: dev → live leads in a circle',
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
    'pipeline: owner: must not be empty\npipeline: stages: must be at least two',
  )
})

test('F25 a stage cannot be skipped', () => {
  const pipeline = parsePipeline(yaml)
  expect(edgeOf(pipeline, 'dev', 'staging')).toMatchObject({ source: { name: 'dev' }, destination: { name: 'staging' } })
  expect(() => edgeOf(pipeline, 'dev', 'live')).toThrow('does not lead from dev to live, only dev → staging, staging → live')
  expect(() => edgeOf(pipeline, 'staging', 'dev')).toThrow(PipelineError)
})

test('the schema for editors is the one that files are checked with', () => {
  const schema = { title: 'A promotion pipeline', ...toJsonSchema(pipelineSchema) }
  const published = JSON.parse(readFileSync(new URL('../../pipeline.schema.json', import.meta.url), 'utf8'))
  expect(published).toEqual(JSON.parse(JSON.stringify(schema)))
})
