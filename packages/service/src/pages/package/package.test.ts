import { beforeAll, expect, test } from 'vitest'
import { hostile, type Scene, scene } from '../../../test/scene.ts'
import { type Shown, show } from '../../../test/shown.ts'
import { sql } from '../../database/sql.ts'
import { listPackages } from '../../store/packages.ts'

let world: Scene
let shown: Shown
beforeAll(async () => {
  world = await scene()
  shown = show(world.parts)
})

const pageOf = async (name: string) => {
  const [row] = (await listPackages(world.parts.database, { pipeline: 'acme', name })).rows
  return await shown.get(`/packages/${row?.id}`)
}

test('the way of a package tells where it is, by what it came there, who agreed, and that its bytes are the same', async () => {
  const { text } = await pageOf('left-pad')
  const [, dev = '', staging = '', production = ''] = text.split(/<li class="(?:there|absent)">/)
  expect(dev).toContain('>here<')
  expect(staging).toMatch(/Arrived.*Plan \d+.*Run \d+.*statement\.json/)
  expect(staging).toMatch(/same bytes.*as in <bdi>dev/)
  expect(production).toMatch(/same bytes.*as in <bdi>staging/)
  expect(production).toContain(`<a href="/plans/${world.plans.done}">`)
  expect(production).toContain(`<a href="/runs/${world.runs.done}/statement.json"`)
  expect(production).toMatch(/Approved by <bdi>ada<\/bdi>.*It is what the release notes promise\./)
})

test('the evidence that it leads to is there', async () => {
  const { text } = await pageOf('left-pad')
  for (const [, path = ''] of text.matchAll(/href="(\/runs\/\d+\/(?:statement|report)\.json)"/g)) {
    expect((await shown.get(path)).status).toBe(200)
  }
})

test('what holds a package stands where it is held', async () => {
  const { text } = await pageOf('lodash')
  expect(text).toMatch(/vulnerable.*class="onward".*blocked.*max-severity/)
  expect(text).toMatch(/staging.*not here/)
})

test('what came past the service is said to, and other bytes than in the stage before are told', async () => {
  await world.parts.database.query(sql`
    update promotion.holdings set sha256 = repeat('0', 64) where stage = 'production'
      and package = (select id from promotion.packages where name = 'left-pad')`)
  expect((await pageOf('left-pad')).text).toMatch(/other bytes.*than in <bdi>staging/)
  expect((await pageOf('requests')).text).toContain('This service has no record of promoting it here.')
})

test('a package that is called like markup is shown as it is called', async () => {
  const { text } = await pageOf(hostile)
  expect(text).not.toMatch(/<img|<b>bold/)
  expect(text).toContain('<h1><span><bdi>&lt;img src=x onerror=alert(1)&gt;<span class="unseen">U+202E')
})

test('a plan that is not kept any more leaves the arrival, and says where it stands', async () => {
  await world.parts.database.query(sql`update promotion.arrivals set plan = null where stage = 'production'`)
  expect((await pageOf('left-pad')).text).toContain('Its plan is no longer stored; the ledger has it.')
})

test('a package that there is not is not found', async () => {
  expect((await shown.get('/packages/99999')).status).toBe(404)
  expect((await shown.get('/packages/99999999999999999999')).status).toBe(404)
})
