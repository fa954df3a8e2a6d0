import { approve } from '@cloudsmith-sdk/promotion'
import { readPlan, readReport } from '@cloudsmith-sdk/promotion/documents'
import { keyIdOf, type WebCryptoKey } from '@cloudsmith-sdk/promotion/evidence'
import { verifyLedger } from '@cloudsmith-sdk/promotion/ledger'
import { expect, test, vi } from 'vitest'
import { calling } from '../../test/calling.ts'
import { npm, pipelineYaml, story, toProduction, toStaging } from '../../test/story.ts'
import type { Person } from '../access/person.ts'
import type { Schemas } from '../client.ts'
import { silentLog } from '../core/log.ts'
import { openQueue } from '../queue/boss.ts'
import { announce } from '../store/announce.ts'
import { listPlans } from '../store/plans.ts'
import { keepRehearsal } from '../store/rehearsals.ts'
import { beginRun, endRun, keepEvents } from '../store/runs.ts'

const person = (name: string, role: Person['role'], groups: readonly string[] = []): Person => ({ name, role, groups })
const [vera, bob, ada, root] = [
  person('vera', 'viewer'),
  person('bob', 'requester'),
  person('ada', 'approver', ['security']),
  person('root', 'admin'),
]

/** A package in staging, and the API of a service that promotes nothing automatically. */
async function begin(yaml = pipelineYaml) {
  const told = await story({ yaml, settings: { edges: [{ from: 'dev', to: 'staging' }] } })
  const slug = await told.push('dev', npm('ms'))
  await told.work()
  return { ...told, slug, ...calling(told.parts) }
}

/** The data of a response. If the call was refused, the test fails with the reason. */
function given<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) throw new Error(JSON.stringify(error))
  return data
}
const refusal = ({ error, response }: { error?: { detail: string }; response: Response }) => [response.status, error?.detail]

test('somebody asks for a promotion, somebody else agrees, and what came of it can be read', async () => {
  const { as, work, held } = await begin()
  const select = { packages: [{ format: 'npm', name: 'ms', version: '1.0.0' }] }
  const made = given(await as(bob).POST('/plans', { body: { edge: toProduction, select } }))
  await work()
  expect(given(await as(vera).GET('/plans/{plan}', { params: { path: { plan: made.id } } }))).toMatchObject({
    ...{ state: 'approval', origin: 'person', requestedBy: 'bob', going: 1, approvals: [] },
  })
  expect(await held('production')).toEqual([])

  const params = { path: { plan: made.id } }
  const agreed = given(await as(ada).POST('/plans/{plan}/approve', { params, body: { reason: 'it is needed' } }))
  expect(agreed.approvals).toMatchObject([{ by: 'ada', reason: 'it is needed', revokedAt: null }])
  await work()
  expect(await held('production')).toEqual(['ms latest released staged'])

  const { rows: runs } = given(await as(vera).GET('/runs', { params: { query: { plan: made.id } } }))
  const done = runs.find(({ outcome }) => outcome === 'done') ?? runs[0]
  const report = given(await as(vera).GET('/runs/{run}/report', { params: { path: { run: done?.id ?? 0 } } }))
  expect(readReport(JSON.stringify(report), { source: 'report' }).outcome).toBe(done?.outcome)
  const document = given(await as(vera).GET('/plans/{plan}/document', { params }))
  expect(readPlan(JSON.stringify(document), { source: 'plan' }).digest).toBe(made.digest)
})

test('a plan is told before anything is kept, and what was told is what is done', async () => {
  const { as, parts, work, held } = await begin()
  const select = { tag: 'staged' }
  const plan = given(await as(bob).POST('/plans/preview', { body: { edge: toProduction, select } }))
  expect(plan.items).toMatchObject([{ outcome: 'needs approval', package: { name: 'ms' } }])
  expect(given(await as(bob).GET('/plans', { params: { query: { digest: plan.digest } } })).rows).toEqual([])

  const body = { edge: toProduction, plan }
  expect(refusal(await as(ada).POST('/plans', { body }))).toEqual([422, expect.stringContaining('not requested by ada')])
  const edited = { ...plan, requestedBy: null } as typeof plan
  expect(refusal(await as(ada).POST('/plans', { body: { ...body, plan: edited } }))).toEqual([
    422,
    expect.stringContaining('The plan was edited'),
  ])
  expect(refusal(await as(bob).POST('/plans', { body: { ...body, edge: toStaging } }))[0]).toBe(422)
  const kept = given(await as(bob).POST('/plans', { body }))
  expect(given(await as(bob).POST('/plans', { body })).id).toBe(kept.id)
  await as(ada).POST('/plans/{plan}/approve', { params: { path: { plan: kept.id } }, body: {} })
  await work()
  expect(await held('production')).toHaveLength(1)
  expect(parts.pipelines).toHaveLength(1)
})

test('an approval that was signed elsewhere counts for whoever has the key, and for nobody without', async () => {
  const { publicKey, privateKey } = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as {
    publicKey: WebCryptoKey
    privateKey: WebCryptoKey
  }
  const yaml = `${pipelineYaml.replace(', unsigned: true', '')}people:\n  ada: { keys: [${await keyIdOf(publicKey)}] }\n`
  const { as, parts, served, work, held } = await begin(yaml)
  Object.assign(served, { trust: { keys: [publicKey] } })
  const made = given(await as(bob).POST('/plans', { body: { edge: toProduction, select: 'everything' } }))
  const params = { path: { plan: made.id } }
  const plan = given(await as(bob).GET('/plans/{plan}/document', { params }))
  const now = new Date(parts.clock.now())
  const unsigned = await approve(plan, { by: 'ada', now })
  expect(
    refusal(await as(ada).POST('/plans/{plan}/approve', { params, body: { document: unsigned as Schemas['Approval'] } })),
  ).toEqual([422, expect.stringContaining('nothing else proves who gave it')])
  const stranger = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as { privateKey: WebCryptoKey }
  const forged = await approve(plan, { by: 'ada', now, signer: stranger.privateKey })
  expect(
    refusal(await as(root).POST('/plans/{plan}/approve', { params, body: { document: forged as Schemas['Approval'] } })),
  ).toEqual([422, expect.stringContaining('The approval by ada is not signed by a trusted key.')])
  expect(given(await as(bob).GET('/plans/{plan}', { params })).approvals).toEqual([])
  const document = await approve(plan, { by: 'ada', now, signer: privateKey })
  const agreed = given(
    await as(root).POST('/plans/{plan}/approve', { params, body: { document: document as Schemas['Approval'] } }),
  )
  expect(agreed.approvals).toMatchObject([{ by: 'ada', issuer: null }])
  await work()
  expect(await held('production')).toHaveLength(1)
})

test('what somebody refuses ends, and what is over is told as such', async () => {
  const { as } = await begin()
  const made = given(await as(bob).POST('/plans', { body: { edge: toProduction, select: 'everything' } }))
  const params = { path: { plan: made.id } }
  const refused = given(await as(ada).POST('/plans/{plan}/refuse', { params, body: { why: 'not on a Friday' } }))
  expect(refused).toMatchObject({ state: 'refused', refusals: [{ by: 'ada', why: 'not on a Friday' }] })
  expect(refusal(await as(ada).POST('/plans/{plan}/approve', { params, body: {} }))).toEqual([409, `Plan ${made.id} has ended.`])
  expect(refusal(await as(ada).GET('/plans/{plan}', { params: { path: { plan: 4_711 } } }))).toEqual([
    404,
    'There is no plan 4711.',
  ])
})

test('what came of a plan in a rehearsal is told as soon as it was made', async () => {
  const { as, parts } = await begin()
  const made = given(await as(bob).POST('/plans', { body: { edge: toProduction, select: 'everything' } }))
  const params = { path: { plan: made.id } }
  expect(refusal(await as(vera).GET('/plans/{plan}/rehearsal', { params }))).toEqual([
    404,
    `There is no rehearsal of plan ${made.id}.`,
  ])
  await keepRehearsal(parts.database, made.id, new Date('2026-01-10'), { why: 'there is nothing to rehearse on' })
  expect(given(await as(vera).GET('/plans/{plan}/rehearsal', { params }))).toEqual({
    ...{ madeAt: '2026-01-10T00:00:00.000Z', rehearsed: null, why: 'there is nothing to rehearse on' },
  })
  const latest = [{ format: 'npm', name: 'ms', from: '1.0.0', to: '1.0.1' }]
  const rehearsed = { outcome: 'succeeded', refused: [], quarantined: [], deletedByRetention: [], unknown: [], latest } as const
  await keepRehearsal(parts.database, made.id, new Date('2026-01-11'), { rehearsed })
  expect(given(await as(vera).GET('/plans/{plan}/rehearsal', { params }))).toMatchObject({ why: null, rehearsed })
})

test('an approval is taken back, and the plan waits on', async () => {
  const { as } = await begin()
  const made = given(await as(bob).POST('/plans', { body: { edge: toProduction, select: 'everything' } }))
  const agreed = given(await as(ada).POST('/plans/{plan}/approve', { params: { path: { plan: made.id } }, body: {} }))
  const path = { approval: agreed.approvals[0]?.id ?? 0 }
  const back = given(await as(ada).POST('/approvals/{approval}/revoke', { params: { path }, body: { why: 'too early' } }))
  expect(back.approvals).toMatchObject([{ by: 'ada', revokedBy: 'ada', revokedAt: expect.any(String) }])
})

test('an edge with any name is paused, resumed and looked at', async () => {
  const yaml = `${pipelineYaml}edges:\n  - { from: dev, to: staging }\n  - { from: dev, to: production, name: 'hot fix/50%' }\n`
  const { as, jobs } = await begin(yaml)
  const { rows } = given(await as(vera).GET('/edges'))
  const id = rows.find(({ name }) => name === 'hot fix/50%')?.id ?? ''
  expect(id).toBe('acme/dev/production/hot%20fix%2F50%25')
  const params = { path: { edge: id } }
  await as(ada).POST('/edges/{edge}/pause', { params, body: { why: 'an audit', until: '2026-02-01T00:00:00Z' } })
  const paused = given(await as(vera).GET('/edges', { params: { query: { pipeline: 'acme' } } })).rows
  expect(paused.find((edge) => edge.id === id)?.pause).toMatchObject({
    by: 'ada',
    why: 'an audit',
    until: '2026-02-01T00:00:00.000Z',
  })
  expect(given(await as(ada).POST('/edges/{edge}/resume', { params, body: {} }))).toEqual({ changed: true })
  expect(given(await as(ada).POST('/edges/{edge}/resume', { params, body: {} }))).toEqual({ changed: false })
  given(await as(bob).POST('/edges/{edge}/look', { params: { path: { edge: toStaging } }, body: {} }))
  expect(jobs()).toEqual([`look ${toStaging}`])
})

test('what went by a plan that is over is undone, and what came of that can be read', async () => {
  const { as, work, held } = await begin()
  const [plan] = given(await as(vera).GET('/plans', { params: { query: { state: 'done' } } })).rows
  const params = { path: { plan: plan?.id ?? 0 } }
  expect(refusal(await as(bob).POST('/plans/{plan}/rollback', { params, body: { why: 'it fails' } }))[0]).toBe(403)
  const run = given(await as(ada).POST('/plans/{plan}/rollback', { params, body: { why: 'it fails' } }))
  expect(run).toMatchObject({ kind: 'rollback', requestedBy: 'ada', finishedAt: null })
  await work()
  expect(await held('staging')).toEqual([])
  const path = { run: run.id }
  expect(given(await as(vera).GET('/runs/{run}/rollback', { params: { path } }))).toMatchObject({ outcome: 'undone' })
  expect(refusal(await as(vera).GET('/runs/{run}/report', { params: { path } }))[0]).toBe(404)
})

test('packages are told with where they are, a page at a time', async () => {
  const { as, push, work } = await begin()
  for (const name of ['a', 'b', 'c']) await push('dev', npm(name))
  await work()
  const names: (string | undefined)[] = []
  for (let after: string | undefined; ; ) {
    const query = { limit: 2, ...(after === undefined ? {} : { after }) }
    const page = given(await as(vera).GET('/pipelines/{pipeline}/packages', { params: { path: { pipeline: 'acme' }, query } }))
    names.push(...page.rows.map(({ identity }) => identity.name))
    if (page.next === null) break
    after = page.next
  }
  expect(names).toEqual(['a', 'b', 'c', 'ms'])
  const query = { name: 'ms' }
  const [ms] = given(await as(vera).GET('/pipelines/{pipeline}/packages', { params: { path: { pipeline: 'acme' }, query } })).rows
  expect(ms?.holdings.map(({ stage }) => stage)).toEqual(['dev', 'staging'])
  const path = { package: ms?.id ?? 0 }
  expect(given(await as(vera).GET('/packages/{package}', { params: { path } }))).toEqual(ms)
})

test('the ledger is read from its beginning, and holds together', async () => {
  const { as } = await begin()
  const entries: Awaited<ReturnType<typeof page>>['rows'] = []
  const page = async (after: string | undefined) =>
    given(
      await as(vera).GET('/pipelines/{pipeline}/ledger', {
        params: { path: { pipeline: 'acme' }, query: { limit: 2, ...(after === undefined ? {} : { after }) } },
      }),
    )
  for (let next: string | null | undefined; next !== null; ) {
    const part = await page(next)
    entries.push(...part.rows)
    next = part.next
  }
  expect(entries.length).toBeGreaterThan(2)
  await verifyLedger(entries)
})

test('what was promoted into a stage is told, by the ledger', async () => {
  const { as } = await begin()
  const path = { pipeline: 'acme', stage: 'staging' }
  const { rows } = given(await as(vera).GET('/pipelines/{pipeline}/stages/{stage}/history', { params: { path } }))
  expect(rows).toMatchObject([{ package: { name: 'ms' }, witness: 'ledger' }])
  expect(
    refusal(await as(vera).GET('/pipelines/{pipeline}/stages/{stage}/history', { params: { path: { ...path, stage: 'x' } } }))[0],
  ).toBe(404)
})

test('nobody waives in the name of others, and a group does by those who are in it', async () => {
  const { as } = await begin()
  const params = { path: { pipeline: 'acme' } }
  const waiver = { waives: 'CVE-2026-0001', owner: 'web team', reason: 'not reachable', expires: '2026-03-01' }
  const give = async (more: object) =>
    as(ada).POST('/pipelines/{pipeline}/waivers', { params, body: { waiver: { ...waiver, ...more } } })
  expect(refusal(await give({ approver: 'root' }))).toEqual([403, 'ada cannot waive in the name of root.'])
  expect(refusal(await give({ nonsense: true }))[0]).toBe(422)
  expect(refusal(await give({ expires: '2020-01-01' }))[0]).toBe(422)
  given(await give({ approver: 'security' }))
  given(await give({ waives: 'CVE-2026-0002' }))
  const { rows } = given(await as(vera).GET('/pipelines/{pipeline}/waivers', { params }))
  expect(rows.map((row) => row.waiver.approver).sort()).toEqual(['ada', 'security'])
  const path = { pipeline: 'acme', waiver: rows[0]?.id ?? 0 }
  given(await as(ada).POST('/pipelines/{pipeline}/waivers/{waiver}/end', { params: { path }, body: {} }))
  expect(refusal(await as(ada).POST('/pipelines/{pipeline}/waivers/{waiver}/end', { params: { path }, body: {} }))[0]).toBe(404)
})

test('who may read sees which processes there are, and what is stuck', async () => {
  const { as, parts } = await begin()
  const queue = await openQueue({ url: parts.database.url, log: silentLog, isWorker: false })
  await queue.stop(0)
  const { rows: stuck } = given(await as(vera).GET('/stuck'))
  expect(stuck).toMatchObject([{ kind: 'no worker', todo: 'Start a process with the role worker.' }])
  expect(given(await as(vera).GET('/workers')).rows).toEqual([])
})

test('what happens in a run is told as it happens, from where one was, until it ends', async () => {
  const { as, raw } = await begin()
  const [run] = given(await as(vera).GET('/runs')).rows
  const read = async (headers = {}) => await (await raw(`/runs/${run?.id}/events`, { headers }, vera)).text()
  const all = await read()
  const numbers = [...all.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))
  expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  expect(all).toMatch(/event: arrived\n/)
  expect(all).toMatch(/event: end\ndata: \{\}\n\n$/)
  expect([...(await read({ 'last-event-id': '2' })).matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))[0]).toBe(3)
  expect((await raw('/runs/4711/events', {}, vera)).status).toBe(404)
})

test('who follows a run that goes on is told of each thing when it happens, and of the end', async () => {
  const { parts, raw } = await begin()
  const { database } = parts
  const at = new Date()
  const [plan] = (await listPlans(database)).rows
  const about = {
    kind: 'apply',
    pipeline: 'acme',
    edge: toStaging,
    requestedBy: null,
    plan: plan?.id ?? 0,
    fence: 9,
    at,
  } as const
  const run = await beginRun(database, { ...about, worker: crypto.randomUUID() })
  const following = await raw(`/runs/${run}/events`, {}, vera)
  const told: string[] = []
  const stream = following.body?.pipeThrough(new TextDecoderStream())
  const read = stream?.pipeTo(new WritableStream({ write: (chunk) => void told.push(chunk) }))
  const progress = { done: 0, total: 1, requests: 1, minutes: null }
  await keepEvents(database, run, [{ seq: 1, at, event: { type: 'checked', present: 0, sending: 1, progress } as never }])
  await announce(database, `run:${run}`)
  await vi.waitFor(() => expect(told.join('')).toContain('event: checked'), { timeout: 30_000 })
  await endRun(database, run, { at, outcome: 'interrupted' })
  await announce(database, `run:${run}`)
  await read
  expect(told.join('')).toMatch(/event: end/)
})

test('a program calls with a token of its scopes, which is told once and ends when it should', async () => {
  const { as, parts, with: withToken } = await begin()
  const expires = new Date(parts.clock.now() + 3_600_000).toISOString()
  const made = given(await as(root).POST('/tokens', { body: { name: 'ci', scopes: ['read', 'plan', 'apply'], expires } }))
  expect(made.token).toMatch(/^cps_/)
  const ci = withToken(made.token)
  expect(given(await ci.GET('/me'))).toEqual({ name: 'token:ci', groups: [], scopes: ['read', 'plan', 'apply'] })
  const plan = given(await ci.POST('/plans', { body: { edge: toProduction, select: 'everything' } }))
  expect(plan.requestedBy).toBe('token:ci')
  expect(refusal(await ci.POST('/plans/{plan}/approve', { params: { path: { plan: plan.id } }, body: {} }))).toEqual([
    403,
    'token:ci may not do this: it needs the scope approve, but has read, plan, apply.',
  ])
  expect(JSON.stringify(given(await as(root).GET('/tokens')))).not.toContain(made.token)
  given(await as(root).DELETE('/tokens/{token}', { params: { path: { token: made.row.id } } }))
  expect(refusal(await ci.GET('/me'))).toEqual([401, 'The token is unknown, expired or revoked.'])

  const short = given(await as(root).POST('/tokens', { body: { name: 'short', scopes: ['admin'], expires } }))
  expect(given(await withToken(short.token).GET('/me')).scopes).toEqual(['read', 'plan', 'approve', 'apply', 'admin'])
  vi.spyOn(parts.clock, 'now').mockReturnValue(Date.parse(expires) + 1)
  expect((await withToken(short.token).GET('/me')).response.status).toBe(401)
})

test('no token decides as a person, whatever it is called', async () => {
  const { as, with: withToken, work, held } = await begin()
  const made = given(await as(root).POST('/tokens', { body: { name: 'ada', scopes: ['admin'] } }))
  const plan = given(await as(bob).POST('/plans', { body: { edge: toProduction, select: 'everything' } }))
  given(await withToken(made.token).POST('/plans/{plan}/approve', { params: { path: { plan: plan.id } }, body: {} }))
  await work()
  expect(await held('production')).toEqual([])
})

test.each([
  ['an unknown field', '/plans', { edge: toProduction, select: 'everything', force: true }, 400, /force|select/],
  ['no selection', '/plans', { edge: toProduction, select: {} }, 400, /must be "everything", or have one of/],
  ['an unknown edge', '/plans', { edge: 'acme/a/b', select: 'everything' }, 404, /There is no edge acme\/a\/b/],
  ['a list', '/plans', [], 400, /The request is invalid/],
  ['no reason', `/edges/${encodeURIComponent(toStaging)}/pause`, { why: ' ' }, 400, /why must not be empty/],
  ['an unknown scope', '/tokens', { name: 'x', scopes: ['all'] }, 400, /scopes.0/],
])('a body with %s is refused, with what is wrong', async (_, path, body, status, detail) => {
  const { raw } = await begin()
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await raw(path, init, root)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect([answer.status, await answer.json()]).toEqual([
    status,
    expect.objectContaining({ status, detail: expect.stringMatching(detail) }),
  ])
})

test('what is no call, no JSON or too much is told', async () => {
  const { raw } = await begin()
  const post = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    raw('/plans', { method: 'POST', headers, body }, root)
  expect((await post('{')).status).toBe(400)
  expect((await post('{}', { 'content-type': 'text/plain' })).status).toBe(415)
  expect((await post(`"${'x'.repeat(17 * 2 ** 20)}"`)).status).toBe(413)
  expect((await raw('/nothing', {}, root)).status).toBe(404)
  expect((await raw('/plans?limit=0', {}, root)).status).toBe(400)
  expect((await raw('/plans?limit=201', {}, root)).status).toBe(400)
  expect((await raw('/plans?limit=5&limit=6', {}, root)).status).toBe(400)
  expect((await raw('/plans?colour=red', {}, root)).status).toBe(400)
  expect((await raw('/plans/x', {}, root)).status).toBe(400)
  // An unknown position starts at the beginning.
  expect((await raw('/plans?after=AAAA', {}, root)).status).toBe(200)
})

test('what breaks inside is not told outside', async () => {
  const { raw, parts } = await begin()
  vi.spyOn(parts.database, 'query').mockRejectedValue(new Error('a secret reason'))
  const answer = await raw('/plans', {}, root)
  expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining('secret')])
})
