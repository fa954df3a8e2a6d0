import { beforeAll, expect, test } from 'vitest'
import { hostile, type Scene, scene } from '../../../test/scene.ts'
import { people, type Shown, show } from '../../../test/shown.ts'
import { story } from '../../../test/story.ts'
import type { Person } from '../../access/person.ts'
import { giveWaiver } from '../../flow/waive.ts'
import { listWaivers } from '../../store/waivers.ts'

const security: Person = { ...people.ada, groups: ['security'] }

let world: Scene
let shown: Shown
beforeAll(async () => {
  world = await scene()
  shown = show(world.parts)
  await give('CVE-2021-23337', 40, hostile)
  await give('licence', 3)
})

const now = () => new Date(world.emulator.clock.now())
const give = (waives: string, days: number, reason = 'it never ships') => {
  const expires = new Date(now().getTime() + days * 86_400_000).toISOString()
  const packages = [{ format: 'npm', name: hostile, versions: '8.2.1' }]
  const waiver = { waives, owner: 'ada', approver: 'security', reason, expires, packages, stages: ['staging'] }
  return giveWaiver(world.parts, 'acme', waiver, { by: hostile, issuer: null, subject: null })
}

test('the next to end stands first and is said to end soon, and nothing in it is markup', async () => {
  const { text } = await shown.get('/waivers')
  expect(text).toMatch(/<bdi>licence<\/bdi>.*expires soon.*CVE-2021-23337.*in force/)
  expect(text).not.toContain('<img')
  expect(text).not.toContain('id="over"')
})

test('whoever gates name is led to what is theirs to waive; others are not', async () => {
  expect((await shown.get('/waivers', security)).text).toMatch(/You may waive.*lodash.*\/waivers\/new\?package=\d+/)
  expect((await shown.get('/waivers')).text).not.toContain('You may waive')
})

test('whoever may approve ends one before its time, once; it stands apart from then on', async () => {
  const [first] = await listWaivers(world.parts.database, 'acme', now())
  const path = `/waivers/${first?.id}/end`
  expect((await shown.post(path, {}, people.vera)).status).toBe(403)
  expect((await shown.get('/waivers', people.vera)).text).not.toContain('End it now')
  const answer = await shown.post(path, {}, people.grace)
  expect(answer.headers.get('location')).toBe('/waivers?pipeline=acme&said=waiver+ended')
  expect((await shown.get('/waivers')).text).toMatch(/id="over".*<bdi>licence<\/bdi>.*by <bdi>grace<\/bdi>/)
  expect((await shown.post(path, {}, people.grace)).status).toBe(404)
  expect((await shown.post('/waivers/9999/end', {})).status).toBe(404)
})

test('those in files of the pipeline are shown, and ended there', async () => {
  const { parts, served } = await story()
  const waiver = { waives: 'CVE-2020-8203', owner: 'security', reason: '<b>not called</b>', expires: '2026-03-01' }
  const pipeline = { ...served.pipeline, waivers: { ...served.pipeline.waivers, given: [waiver] } }
  const { text } = await show({ ...parts, pipelines: [{ ...served, pipeline }] }).get('/waivers')
  expect(text).toMatch(/In pipeline files.*CVE-2020-8203.*&lt;b&gt;not called/)
  expect(text).toContain('No waivers.')
  expect(text).not.toContain('End it now')
})
