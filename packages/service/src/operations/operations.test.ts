import { readFile, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { ada, npm, story, toStaging } from '../../test/story.ts'
import { silentLog } from '../core/log.ts'
import { sql } from '../database/sql.ts'
import type { FlowParts } from '../flow/parts.ts'
import { pauseWork } from '../flow/pausing.ts'
import { openQueue } from '../queue/boss.ts'
import { noteFailedLook } from '../store/edges.ts'
import { noteNotification, settleNotification } from '../store/notifications.ts'
import { notePending } from '../store/pending.ts'
import { beat, noteStop } from '../store/workers.ts'
import { type Figure, ownFigures, sharedFigures } from './figures.ts'
import { createMetrics } from './metrics.ts'
import { localUrl, probe } from './probe-command.ts'
import { probes } from './probes.ts'
import { readinessOf } from './readiness.ts'
import { stuckWork } from './stuck.ts'

const process1 = {
  id: '00000000-0000-4000-8000-000000000001',
  name: 'host-1',
  host: 'host',
  pid: 1,
  version: '0',
  roles: ['worker'],
  rss: 1,
}

/** A story whose database has the tables of the queue. */
async function watched() {
  const told = await story()
  const queue = await openQueue({ url: told.parts.database.url, log: silentLog, isWorker: false })
  await queue.stop(0)
  await beat(told.parts.database, process1)
  return { ...told, kinds: async () => (await stuckWork(told.parts)).map(({ kind }) => kind) }
}

test('what waits as it should is not stuck', async () => {
  const { push, kinds, work, parts } = await watched()
  await push('dev', npm('ms'))
  await work()
  expect(await kinds()).toEqual([])
  await notePending(parts.database, toStaging, ['later'], { at: new Date(parts.clock.now() + 60_000), why: 'soak' })
  expect(await kinds()).toEqual([])
})

test('what is due and nobody does is stuck, unless somebody paused it, and so is what fails again and again', async () => {
  const { parts, kinds } = await watched()
  const { database } = parts
  await notePending(database, toStaging, ['slug'], { at: new Date(parts.clock.now() - 180_000), why: 'a webhook' })
  expect(await kinds()).toEqual(['edge overdue'])
  await noteFailedLook(database, toStaging, 'no permission')
  await noteFailedLook(database, toStaging, 'no permission')
  expect(await stuckWork(parts)).toMatchObject([
    { kind: 'edge fails', edge: toStaging, why: 'no permission', what: expect.stringContaining('2 times') },
  ])
  await pauseWork(parts, { pipeline: 'acme' }, ada, { why: 'incident' })
  expect(await kinds()).toEqual([])
})

test('a plan that nobody applies is stuck, with the reason that there is no worker', async () => {
  const { parts, push, work, kinds } = await watched()
  await push('dev', npm('ms'))
  await work()
  await parts.database.query(
    sql`update promotion.plans set closed_at = null, state = 'ready', wake_at = ${new Date(parts.clock.now() - 600_000)} where edge = ${toStaging}`,
  )
  expect(await kinds()).toEqual(['plan overdue'])
  await noteStop(parts.database, process1.id)
  const [late] = (await stuckWork(parts)).filter(({ kind }) => kind === 'plan overdue')
  expect(late).toMatchObject({ why: 'no worker is running', plan: 1, todo: expect.stringContaining('start more') })
})

test('a worker that went quiet is told of, and a job that it left', async () => {
  const { parts, kinds } = await watched()
  const { database } = parts
  await database.query(sql`update promotion.workers set beat_at = now() - interval '2 minutes'`)
  await database.query(sql`
    insert into promotion_jobs.job (name, state, singleton_key, started_on, heartbeat_on, policy)
    values ('apply', 'active', '7', now() - interval '3 minutes', now() - interval '2 minutes', 'stately')`)
  expect((await kinds()).toSorted()).toEqual(['job left', 'no worker', 'worker quiet'])
})

test('a message that reaches nobody is told of', async () => {
  const { parts, kinds } = await watched()
  const message = { key: 'k', channel: 'ops', event: 'task opened', payload: {}, at: new Date(0) }
  await noteNotification(parts.database, message)
  expect(await kinds()).toEqual([])
  await settleNotification(parts.database, 1, { error: '404', nextAt: null })
  expect(await stuckWork(parts)).toMatchObject([{ kind: 'message not told', why: '404' }])
})

test('figures are there for Prometheus, each with its kind, its words and its labels', async () => {
  const { parts, push, work, happened } = await watched()
  const metrics = createMetrics()
  await push('dev', npm('ms'))
  await work()
  for (const happening of happened) metrics.heard(happening)
  const queue = { name: 'look', state: 'created', key: toStaging }
  await parts.database.query(sql`
    insert into promotion_jobs.job (name, state, singleton_key, created_on, start_after, policy)
    values (${queue.name}, ${queue.state}, ${queue.key}, now() - interval '1 minute', now() - interval '1 minute', 'stately')`)
  const text = await metrics.text(parts)
  expect(text).toContain('# TYPE cloudsmith_promote_jobs gauge\ncloudsmith_promote_jobs{queue="look",state="waiting"} 1\n')
  expect(text).toMatch(/cloudsmith_promote_job_oldest_age_seconds\{queue="look",state="waiting"\} (6[0-9]|59)/)
  expect(text).toContain('cloudsmith_promote_database_up 1\n')
  expect(text).toContain(`cloudsmith_promote_runs_total{pipeline="acme",edge="${toStaging}",outcome="succeeded"} 1\n`)
  expect(text).toContain(`cloudsmith_promote_edge_overdue_seconds{edge="${toStaging}"} 0\n`)
  expect(text).toMatch(/cloudsmith_promote_worker_heard_timestamp_seconds\{worker="host-1"\} \d+/)
  expect(text).toContain('cloudsmith_promote_rate_limit{credential="the default credential of acme"}')
  const known: Readonly<Record<string, Figure>> = { ...sharedFigures, ...ownFigures }
  for (const [, name = '', , labels = ''] of text.matchAll(/^([a-z_]+?)(_bucket|_sum|_count)?(?:\{(.*)\})? \S+$/gm)) {
    expect(known).toHaveProperty(name)
    const said = [...labels.matchAll(/(\w+)="/g)].map(([, label]) => label).filter((label) => label !== 'le')
    expect([...(known[name]?.labels ?? [])]).toEqual(said)
  }
})

test('where the database is away, its figures are missing, and those of the process are there', async () => {
  const { parts } = await watched()
  const away: FlowParts = {
    ...parts,
    database: {
      ...parts.database,
      connections: { total: 0, idle: 0, waiting: 0 },
      query: () => Promise.reject(new Error('away')),
    },
  }
  const text = await createMetrics().text(away)
  expect(text).toContain('cloudsmith_promote_database_up 0\n')
  expect(text).toContain('process_resident_memory_bytes')
  expect(text).not.toContain('cloudsmith_promote_jobs{')
  expect(await readinessOf(away)).toEqual(['the database is unavailable'])
})

test('figures may ask for a token', async () => {
  const app = probes({ unready: async () => [], metrics: async () => 'x 1\n', token: 'a long token' })
  expect((await app.request('/metrics')).status).toBe(401)
  expect((await app.request('/metrics', { headers: { authorization: 'Bearer a wrong token' } })).status).toBe(401)
  const right = await app.request('/metrics', { headers: { authorization: 'Bearer a long token' } })
  expect([right.status, right.headers.get('content-type'), await right.text()]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
    'x 1\n',
  ])
  expect((await probes({ unready: async () => [], metrics: undefined, token: undefined }).request('/metrics')).status).toBe(404)
})

test('requests are measured by their routes, and methods that nobody knows are one', async () => {
  const { parts } = await watched()
  const metrics = createMetrics()
  const app = probes({ unready: async () => [], metrics: undefined, token: undefined })
  const { createApp } = await import('../http/app.ts')
  const all = createApp({ log: silentLog, measure: metrics.answering, mounts: [{ path: '/', app }] })
  await all.request('/healthz')
  await all.request('/nowhere/1')
  await all.request('/nowhere/2', { method: 'PURGE' })
  const text = await metrics.text(parts)
  expect(text).toContain(
    'http_server_request_duration_seconds_count{http_request_method="GET",http_route="/healthz",http_response_status_code="200"} 1',
  )
  expect(text).toContain('http_request_method="_OTHER"')
  expect(text).not.toContain('nowhere')
  expect(text).not.toContain('PURGE')
})

test('a probe tells whether the service lives and is ready, also on all addresses', async () => {
  expect(localUrl({ host: '0.0.0.0', port: 1 })).toBe('http://127.0.0.1:1')
  expect(localUrl({ host: '::', port: 1 })).toBe('http://[::1]:1')
  const app = probes({ unready: async () => ['the database is unavailable'], metrics: undefined, token: undefined })
  const fetch = async (url: unknown) => app.request(String(url))
  expect(await probe('health', 'http://service.example', fetch)).toEqual({ text: 'health', exitCode: 0 })
  expect(await probe('ready', 'http://service.example/', fetch)).toMatchObject({
    text: expect.stringContaining('the database is unavailable'),
    exitCode: 1,
  })
  expect(await probe('ready', 'not an address', fetch)).toMatchObject({ exitCode: 1 })
})

test('the README lists the metrics as they are', async () => {
  const file = new URL('../../README.md', import.meta.url)
  const readme = await readFile(file, 'utf8')
  const rows = (figures: Readonly<Record<string, Figure>>, where: string) =>
    Object.entries(figures).map(
      ([name, { kind, labels, help }]) =>
        `| \`${name}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(' ')} | ${help}. | ${where} |`,
    )
  const cells = (lines: readonly string[]) =>
    lines.map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .join('|'),
    )
  const table = [...rows(sharedFigures, 'shared'), ...rows(ownFigures, 'own')]
  const [, before = '', found = '', after = ''] =
    /^([\s\S]*<!-- metrics -->\n\n\|.*\n\|.*\n)([\s\S]*?)(\n<!-- \/metrics -->[\s\S]*)$/.exec(readme) ?? []
  // Run with UPDATE=1 to write it.
  if (process.env.UPDATE) await writeFile(file, `${before}${table.join('\n')}\n${after}`)
  else expect(cells(found.trim().split('\n'))).toEqual(cells(table))
})
