import { beforeAll, describe, expect, test } from 'vitest'
import { hostile, type Scene, scene, toProduction } from '../../../test/scene.ts'
import { people, type Shown, show } from '../../../test/shown.ts'
import { story } from '../../../test/story.ts'
import { refusePlan } from '../../flow/decide.ts'

let world: Scene
let shown: Shown
beforeAll(async () => {
  world = await scene()
  shown = show(world.parts)
  const [waiting = 0] = world.plans.waiting
  await refusePlan(world.parts, waiting, { by: hostile, issuer: null, subject: null }, 'not in this week')
})

const plansIn = (text: string) => [...text.matchAll(/<a href="\/plans\/(\d+)">Plan/g)].map(([, id]) => Number(id))
const runsIn = (text: string) => [...text.matchAll(/<a href="\/runs\/(\d+)">/g)].map(([, id]) => Number(id))

describe('plans that there were', () => {
  test('all are there, the latest first, with who decided about them', async () => {
    const { text } = await shown.get('/history')
    const all = plansIn(text)
    expect(all).toEqual(all.toSorted((a, b) => b - a))
    expect(all).toEqual(expect.arrayContaining([world.plans.done, world.plans.going, ...world.plans.waiting]))
    expect(text).toMatch(/approved by<\/span> <bdi>ada<\/bdi>.*<bdi>grace<\/bdi>/)
  })

  test.each([
    ['a person who approved, by a part of the name in any case', 'person=GRA', () => [world.plans.done]],
    ['a person who refused', `person=${encodeURIComponent('<img')}`, () => world.plans.waiting.slice(0, 1)],
    ['a state', 'outcome=refused', () => world.plans.waiting.slice(0, 1)],
    ['a day on which nothing was planned', 'first=2020-01-01&last=2020-01-01', () => []],
    ['an edge that there is not', 'edge=acme/x/y', () => []],
    ['a pipeline that there is not', 'pipeline=other', () => []],
  ])('they are found by %s', async (_, query, expected) => {
    expect(plansIn((await shown.get(`/history?${query}`)).text)).toEqual(expected())
  })

  test('a span of days has its first and its last day', async () => {
    const day = (offset: number) => new Date(world.emulator.clock.now() + offset * 86_400_000).toISOString().slice(0, 10)
    const all = plansIn((await shown.get('/history')).text)
    expect(plansIn((await shown.get(`/history?first=${day(-30)}&last=${day(0)}`)).text)).toEqual(all)
    expect(plansIn((await shown.get(`/history?first=${day(1)}`)).text)).toEqual([])
    expect(plansIn((await shown.get(`/history?last=${day(-30)}`)).text)).toEqual([])
  })

  test('what is no day, and no place in the list, is as if nothing was said', async () => {
    const all = plansIn((await shown.get('/history')).text)
    expect(plansIn((await shown.get('/history?first=soon&last=2026-99-99&after=%00')).text)).toEqual(all)
  })

  test('whoever is called like markup is shown as they are called', async () => {
    const { text } = await shown.get('/history')
    expect(text).not.toContain('<img')
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;<span class="unseen">U+202E</span>')
  })
})

describe('runs that there were', () => {
  test('they are found by outcome, edge, and who agreed to their plans', async () => {
    const running = await shown.get('/history/runs?outcome=running')
    expect(runsIn(running.text)).toEqual([world.runs.going])
    const by = await shown.get(`/history/runs?person=ada&edge=${encodeURIComponent(toProduction)}`)
    expect(runsIn(by.text)).toContain(world.runs.done)
    expect(runsIn((await shown.get('/history/runs?person=nobody')).text)).toEqual([])
  })

  test('the menu says where one is, and so do the views of the history', async () => {
    const { text } = await shown.get('/history/runs', people.vera)
    expect(text).toMatch(/<a href="\/history" aria-current="true">History/)
    expect(text).toMatch(/<a href="\/history\/runs" aria-current="page">Runs/)
  })
})

test('before anything has happened, that is said', async () => {
  const empty = show((await story()).parts)
  expect((await empty.get('/history')).text).toContain('No plans yet.')
  expect((await empty.get('/history/runs')).text).toContain('No runs yet.')
  expect((await empty.get('/history?person=ada')).text).toContain('No plan matches.')
  expect((await empty.get('/history/ledger')).text).toContain('The ledger is empty.')
})
