import { beforeAll, expect, test } from 'vitest'
import { people, type Shown, show } from '../../../test/shown.ts'
import { type Story, story, toStaging } from '../../../test/story.ts'
import { pauseWork } from '../../flow/pausing.ts'

const yaml = `owner: acme
stages:
  - { name: 'dev <b>', repository: dev }
  - { name: staging, repository: staging, tag: staged, gates: { soak: { atLeast: 2 days } } }
  - { name: production, repository: production, tag: released, gates: { approval: { quorum: 2, unsigned: true } } }
edges:
  - { from: 'dev <b>', to: staging }
  - { from: staging, to: production }
  - { name: hotfix, from: 'dev <b>', to: production, gates: { approval: { by: [ada], unsigned: true } } }
`

let world: Story
let shown: Shown
beforeAll(async () => {
  world = await story({ yaml })
  shown = show(world.parts)
})

test('the picture has every stage and edge, as they lie and as they stand, and no markup of their names', async () => {
  const { text } = await shown.get('/pipeline')
  const pictures = [...text.matchAll(/<svg class="(?:lying|upright)".*?<\/svg>/g)].map(([picture]) => picture)
  expect(pictures).toHaveLength(2)
  for (const picture of pictures) {
    expect(picture.match(/class="box"/g)).toHaveLength(3)
    expect(picture.match(/class="arrow /g)).toHaveLength(3)
    expect(picture).toMatch(/dev &lt;b&gt;.*1 gate|1 gate.*dev &lt;b&gt;/)
    expect(picture).toContain('by hand')
  }
  expect(text).not.toContain('dev <b>')
})

test('an edge tells what stands on its door, its own gates before those of the stage', async () => {
  const { text } = await shown.get('/pipeline')
  expect(text).toMatch(/hotfix.*manual only.*by: ada; unsigned: yes/)
  expect(text).toMatch(/soak.*at least: 2 days/)
})

test('a pause tells who, why and until when; it is given and ended from here, and leads back here', async () => {
  const edge = world.served.edges[1]?.id ?? ''
  const form = await shown.get(`/edges/pause?${new URLSearchParams({ edge, back: '/pipeline?pipeline=acme' })}`)
  expect(form.text).toContain('name="back" value="/pipeline?pipeline=acme"')
  const back = '/pipeline?pipeline=acme'
  const answer = await shown.post('/edges/pause', { edge, back, why: 'the <i>farm</i> moves', hours: '4' })
  expect(answer.headers.get('location')).toBe('/pipeline?pipeline=acme&said=paused')
  const { text } = await shown.get('/pipeline')
  expect(text).toMatch(/<bdi>ada<\/bdi> paused it.*the &lt;i&gt;farm&lt;\/i&gt; moves.*It ends <time[^>]*>in 4 h/)
  expect((await shown.post('/edges/resume', { edge, back })).headers.get('location')).toBe('/pipeline?pipeline=acme&said=resumed')
  for (const elsewhere of ['//elsewhere.example', 'https://elsewhere.example']) {
    expect((await shown.post('/edges/resume', { edge, back: elsewhere })).headers.get('location')).toBe('/?said=not+paused')
  }
})

test('a pipeline that is paused as a whole says so at each of its edges', async () => {
  await pauseWork(world.parts, { pipeline: 'acme' }, { by: 'grace', issuer: null, subject: null }, { why: 'an incident' })
  const { text } = await shown.get('/pipeline')
  expect(text.match(/paused the whole pipeline/g)).toHaveLength(3)
  expect(text).toContain('Until someone resumes it.')
})

test('whoever may only look sees no buttons', async () => {
  const { text } = await shown.get('/pipeline', people.vera)
  expect(text).not.toMatch(/Resume|Check now/)
})

test('an edge without gates says that everything may pass', async () => {
  const bare = await story({ yaml: 'owner: acme\nstages: [{ repository: dev }, { repository: staging }]\n' })
  expect(bare.served.edges[0]?.id).toBe(toStaging)
  expect((await show(bare.parts).get('/pipeline')).text).toMatch(/no gate.*No gates: everything may pass/)
})
