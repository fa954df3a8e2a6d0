import { beforeAll, expect, test } from 'vitest'
import { hostile, type Scene, scene } from '../../../test/scene.ts'
import { people, type Shown, show } from '../../../test/shown.ts'
import { story } from '../../../test/story.ts'
import { assess, type StageDrift } from '../../flow/assess.ts'
import { keepAssessment, latestAssessments } from '../../store/assessments.ts'

let world: Scene
let shown: Shown
beforeAll(async () => {
  world = await scene()
  shown = show(world.parts)
})

test('a look again tells of every stage what did not come through the pipeline', async () => {
  const answer = await shown.post('/drift/look', { pipeline: 'acme' })
  expect(answer.headers.get('location')).toBe('/drift?pipeline=acme&said=looking+at+all')
  expect(world.jobs()).toContain('assess acme/drift')
  await world.work()
  const { text } = await shown.get('/drift')
  expect(text).toMatch(/aria-label="Drift of dev".*1 vulnerable.*lodash/)
  expect(text).toMatch(/aria-label="Drift of staging".*2 not in the stage before.*dev does not have it/)
  expect(text).toMatch(/aria-label="Drift of production".*express.*4\.18\.2.*staging does not have it/)
  expect(text).not.toContain('<img')
  const alone = await shown.get('/drift?stage=staging')
  expect(alone.text).not.toContain('aria-label="Drift of dev"')
})

test('what a package is called leads to its way', async () => {
  const { text } = await shown.get('/drift?stage=dev')
  const [, path = ''] = /<a href="(\/packages\/\d+)"><bdi>lodash/.exec(text) ?? []
  expect((await shown.get(path)).text).toContain('<h1><span><bdi>lodash</bdi>')
})

test('of a stage in which very much is wrong the beginning is kept, and all of it counted', async () => {
  const item = { slugPerm: 's', sha256: null, kind: 'other bytes', detail: hostile, differences: [] } as const
  const items = Array.from({ length: 1_000 }, (_, index) => ({
    ...{ ...item, slugPerm: `s${index}` },
    package: { format: 'raw', name: hostile, version: '1', filename: '' },
  }))
  const drift: StageDrift = {
    repository: 'dev',
    before: [hostile],
    looked: 90_000,
    concerned: 80_000,
    kinds: [['other bytes', 80_000]],
    items,
  }
  const about = { pipeline: 'acme', kind: 'drift', about: 'dev', madeAt: new Date(world.emulator.clock.now()) }
  await keepAssessment(world.parts.database, { ...about, problems: 80_000, document: drift })
  const { text } = await shown.get('/drift')
  expect(text).toContain('80,000 other bytes')
  expect(text).toContain('The first 25 of 80,000')
  expect(text).not.toContain('<img')
  expect((await shown.get('/drift?stage=dev')).text).toContain('The first 1,000 of 80,000')
})

test('where nobody has looked, and where nothing is wrong, that is said', async () => {
  const calm = await story()
  const pages = show(calm.parts)
  // The first start runs the check by itself.
  expect(await latestAssessments(calm.parts.database, 'acme', 'drift')).toHaveLength(3)
  expect((await pages.get('/drift')).text).toContain('no drift')
  await keepAssessment(calm.parts.database, {
    pipeline: 'acme',
    kind: 'drift',
    about: 'gone',
    madeAt: new Date(),
    problems: 0,
    document: {},
  })
  expect((await pages.get('/drift')).text).not.toContain('gone')
})

test('a look that fails is made again later, and what was seen before stays', async () => {
  const broken = await story({
    between: (next) => (request, init) => (isBroken ? Promise.resolve(new Response('{}', { status: 500 })) : next(request, init)),
  })
  isBroken = true
  await assess(broken.parts, { data: { pipeline: 'acme', what: 'drift' }, signal: new AbortController().signal })
  isBroken = false
  expect(broken.jobs()).toEqual(['assess acme/drift'])
  expect(await latestAssessments(broken.parts.database, 'acme', 'drift')).toHaveLength(3)
})
let isBroken = false

test('whoever may only look has nothing looked at', async () => {
  expect((await shown.get('/drift', people.vera)).text).not.toContain('Check again')
  expect((await shown.post('/drift/look', { pipeline: 'acme' }, people.vera)).status).toBe(403)
  expect((await shown.post('/drift/look', { pipeline: 'other' })).status).toBe(404)
})
