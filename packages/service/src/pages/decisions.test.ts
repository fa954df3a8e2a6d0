import { beforeEach, describe, expect, test } from 'vitest'
import { people, type Shown, show } from '../../test/shown.ts'
import { npm, type Story, type StoryOptions, story, toProduction, toStaging } from '../../test/story.ts'
import type { Person } from '../access/person.ts'
import { listAudit } from '../store/audit.ts'
import { approvalsOf, refusalsOf } from '../store/decisions.ts'
import { listPauses } from '../store/pauses.ts'
import { findPlan, listPlans } from '../store/plans.ts'
import { listRuns } from '../store/runs.ts'
import { listTasks, openTask } from '../store/tasks.ts'
import { listWaivers } from '../store/waivers.ts'

const yaml = `owner: acme
stages:
  - repository: dev
  - repository: staging
    gates:
      max-severity: { critical: 0, high: 0, mayWaive: [security] }
  - repository: production
    tag: released
    gates:
      approval: { quorum: 2, unsigned: true }
`

let told: Story
let shown: Shown
let isAway = false
beforeEach(async () => {
  isAway = false
  const between: StoryOptions['between'] = (next) => async (request, init) => {
    if (isAway) throw new TypeError('fetch failed')
    return await next(request, init)
  }
  told = await story({ yaml, between })
  shown = show(told.parts)
})

const database = () => told.parts.database

/** Makes a package wait for approval for production, and returns the number of its plan. */
async function waiting(): Promise<number> {
  await told.push('staging', npm('ms'))
  await told.reconcile(toProduction)
  const [plan] = (await listPlans(database(), { states: ['approval'] })).rows
  return plan?.id ?? 0
}

const sentTo = (answer: Response) => [answer.status, answer.headers.get('location')]

describe('a plan', () => {
  test('goes when two people have agreed, of whom each counts once', async () => {
    const plan = await waiting()
    expect(sentTo(await shown.post(`/plans/${plan}/approve`, { reason: 'looks good' }))).toEqual([
      303,
      `/plans/${plan}?said=approved`,
    ])
    await told.work()
    expect(await findPlan(database(), plan)).toMatchObject({ state: 'approval' })
    const again = await shown.post(`/plans/${plan}/approve`, {})
    expect(again.status).toBe(409)
    expect(await again.text()).toContain('the next approval has to come from someone else')
    await shown.post(`/plans/${plan}/approve`, {}, people.grace)
    await told.work()
    expect(await findPlan(database(), plan)).toMatchObject({ state: 'done', outcome: 'succeeded' })
    expect(await told.held('production')).toEqual(['ms latest released'])
    expect(await approvalsOf(database(), plan)).toMatchObject([{ by: 'ada', reason: 'looks good' }, { by: 'grace' }])
  })

  test('is not agreed to twice by one person who calls herself something else the second time', async () => {
    const plan = await waiting()
    const ada: Person = { ...people.ada, issuer: 'https://login.example', subject: '1' }
    await shown.post(`/plans/${plan}/approve`, {}, ada)
    expect((await shown.post(`/plans/${plan}/approve`, {}, { ...ada, name: 'Grace' })).status).toBe(409)
  })

  test('is not agreed to any more once somebody took it back, until they do again', async () => {
    const plan = await waiting()
    await shown.post(`/plans/${plan}/approve`, {})
    const [approval] = await approvalsOf(database(), plan)
    expect((await shown.post(`/approvals/${approval?.id}/revoke`, { why: ' ' })).status).toBe(422)
    expect(sentTo(await shown.post(`/approvals/${approval?.id}/revoke`, { why: 'too early' }))).toEqual([
      303,
      `/plans/${plan}?said=revoked`,
    ])
    await shown.post(`/plans/${plan}/approve`, {}, people.grace)
    await told.work()
    expect(await findPlan(database(), plan)).toMatchObject({ state: 'approval' })
    expect((await shown.get(`/plans/${plan}`)).text).toContain('approved, revoked')
  })

  test('ends when it is refused, which takes a reason', async () => {
    const plan = await waiting()
    const unsaid = await shown.post(`/plans/${plan}/refuse`, { why: '  ' })
    expect([unsaid.status, await refusalsOf(database(), plan)]).toEqual([422, []])
    expect(await unsaid.text()).toContain('Give a reason for refusing')
    expect((await shown.post(`/plans/${plan}/refuse`, { why: 'x'.repeat(2_001) })).status).toBe(422)
    expect(sentTo(await shown.post(`/plans/${plan}/refuse`, { why: 'wrong release' }))).toEqual([
      303,
      `/plans/${plan}?said=refused`,
    ])
    expect(await findPlan(database(), plan)).toMatchObject({ state: 'refused' })
    expect((await shown.get(`/plans/${plan}`)).text).toContain('wrong release')
    const late = await shown.post(`/plans/${plan}/approve`, {}, people.grace)
    expect(late.status).toBe(409)
    expect(await late.text()).toContain(`Plan ${plan} has ended.`)
  })

  test('is undone with a reason, after its page has said what that does, and once', async () => {
    const plan = await waiting()
    for (const person of [people.ada, people.grace]) await shown.post(`/plans/${plan}/approve`, {}, person)
    await told.work()
    expect((await shown.get(`/plans/${plan}/rollback`)).text).toContain('will be deleted')
    expect((await shown.post(`/plans/${plan}/rollback`, {})).status).toBe(422)
    const [status, location] = sentTo(await shown.post(`/plans/${plan}/rollback`, { why: 'it breaks the shop' }))
    expect([status, location]).toEqual([303, expect.stringMatching(/^\/runs\/\d+\?said=rolling\+back$/)])
    await told.work()
    expect(await told.held('production')).toEqual([])
    expect((await shown.get(String(location))).text).toMatch(/badge good"><bdi>undone/)
    expect((await shown.post(`/plans/${plan}/rollback`, { why: 'again' })).status).toBe(409)
    await told.reconcile(toProduction)
    expect(await told.held('production')).toEqual([])
  })

  test('is undone to the end by the next who has it, where the registry is away in between', async () => {
    const plan = await waiting()
    for (const person of [people.ada, people.grace]) await shown.post(`/plans/${plan}/approve`, {}, person)
    await told.work()
    isAway = true
    await shown.post(`/plans/${plan}/rollback`, { why: 'it breaks the shop' })
    await told.work()
    expect((await listRuns(database(), { plan })).rows[0]).toMatchObject({
      kind: 'rollback',
      finishedAt: null,
      error: expect.any(String),
    })
    isAway = false
    await told.later(3_600_000)
    expect((await listRuns(database(), { plan })).rows[0]).toMatchObject({ kind: 'rollback', outcome: 'undone', error: null })
    expect(await told.held('production')).toEqual([])
  })
})

describe('an edge', () => {
  test('is paused with a reason, for a while or until somebody resumes it, alone or with its pipeline', async () => {
    expect((await shown.get(`/edges/pause?edge=${encodeURIComponent(toStaging)}`)).status).toBe(200)
    expect((await shown.post('/edges/pause', { edge: toStaging })).status).toBe(422)
    expect((await shown.post('/edges/pause', { edge: toStaging, why: 'x', hours: '1000' })).status).toBe(422)
    expect(sentTo(await shown.post('/edges/pause', { edge: toStaging, why: 'moving', hours: '4' }))).toEqual([
      303,
      '/?said=paused',
    ])
    await shown.post('/edges/pause', { edge: toStaging, why: 'incident', whole: 'yes' })
    expect(await listPauses(database(), new Date(told.emulator.clock.now()))).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ edge: null, why: 'incident', until: null }),
        expect.objectContaining({ edge: toStaging, why: 'moving', until: expect.any(Date) }),
      ]),
    )
    expect(sentTo(await shown.post('/edges/resume', { edge: toStaging, whole: 'yes' }))).toEqual([303, '/?said=resumed'])
    expect(sentTo(await shown.post('/edges/resume', { edge: toStaging, whole: 'yes' }))).toEqual([303, '/?said=not+paused'])
    expect((await shown.post('/edges/pause', { edge: 'acme/dev/nowhere', why: 'x' })).status).toBe(404)
  })

  test('is looked at when somebody says so', async () => {
    await told.push('staging', npm('ms'))
    expect(sentTo(await shown.post('/edges/look', { edge: toProduction }))).toEqual([303, '/?said=looking'])
    await told.work()
    expect((await listPlans(database(), { edge: toProduction })).rows).toHaveLength(1)
  })
})

test('what went wrong is seen to once, and who saw to it is written down', async () => {
  const { id } = await openTask(database(), { key: 'k', kind: 'settings', title: 't', detail: 'd' }, new Date())
  expect(sentTo(await shown.post(`/tasks/${id}/close`, {}))).toEqual([303, '/?said=closed'])
  expect(sentTo(await shown.post(`/tasks/${id}/close`, {}))).toEqual([303, '/?said=closed+before'])
  expect((await listTasks(database(), { isOpen: false })).rows).toMatchObject([{ closedBy: 'ada' }])
  expect((await listAudit(database(), { about: `task:${id}` })).rows).toMatchObject([{ action: 'task.closed', by: 'ada' }])
})

describe('what holds a package', () => {
  const security: Person = { ...people.grace, groups: ['Security'] }
  const ends = () => new Date(told.emulator.clock.now() + 30 * 86_400_000).toISOString().slice(0, 10)

  async function held(): Promise<{ page: string; id: string }> {
    await told.push('dev', npm('lodash', '4.17.20'))
    await told.work()
    const { text } = await shown.get('/packages?name=lodash', security)
    const [, query = ''] = /href="\/waivers\/new\?([^"]+)"/.exec(text) ?? []
    return {
      page: `/waivers/new?${query.replaceAll('&amp;', '&')}`,
      id: new URLSearchParams(query.replaceAll('&amp;', '&')).get('package') ?? '',
    }
  }

  test('is waived by whom the gate names, for that version alone, and it goes on', async () => {
    const { page, id } = await held()
    expect((await shown.get(page, security)).text).toContain('<option value="CVE-2021-23337">')
    const fields = { package: id, edge: toStaging, waives: 'max-severity', reason: 'not reachable here', expires: ends() }
    expect((await shown.post('/waivers', { ...fields, waives: 'anything' }, security)).status).toBe(422)
    expect((await shown.post('/waivers', { ...fields, expires: '2001-01-01' }, security)).status).toBe(422)
    expect((await shown.post('/waivers', fields, security)).status).toBe(303)
    expect(await listWaivers(database(), 'acme', new Date(0))).toMatchObject([
      {
        waiver: {
          owner: 'grace',
          approver: 'security',
          packages: [{ format: 'npm', name: 'lodash', versions: '4.17.20' }],
          stages: ['staging'],
        },
      },
    ])
    await told.work()
    expect(await told.held('staging')).toEqual(['lodash latest'])
  })

  test('is not for others to waive', async () => {
    const { page, id } = await held()
    expect((await shown.get('/packages?name=lodash')).text).not.toContain('/waivers/new')
    expect((await shown.get(page)).status).toBe(403)
    const fields = { package: id, edge: toStaging, waives: 'max-severity', reason: 'x', expires: ends() }
    expect((await shown.post('/waivers', fields)).status).toBe(403)
    expect(await listWaivers(database(), 'acme', new Date(0))).toEqual([])
  })
})
