import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  diff,
  diffMarkdown,
  diffText,
  drift,
  driftMarkdown,
  driftText,
  matrix,
  matrixMarkdown,
  matrixText,
} from '../src/compare.ts'
import { ensure, ensureMarkdown, ensureText } from '../src/ensure.ts'
import { type HistoryEntry, historyMarkdown, historyText } from '../src/evidence.ts'
import { explain } from '../src/gates.ts'
import { hold, holds, holdsMarkdown, holdsText } from '../src/hold.ts'
import {
  type Identity,
  minAge,
  notQuarantined,
  type PlanItem,
  planMarkdown,
  planText,
  reportMarkdown,
  reportText,
  restorationMarkdown,
  restorationText,
  restore,
  rollback,
  rollbackMarkdown,
  rollbackText,
  snapshot,
} from '../src/index.ts'
import { known, now } from './knowledge.ts'
import { pipelineTo, stock } from './stock.ts'

const npm = (name: string, version: string, more = {}) => npmPackage({ name, version, license: 'MIT', ...more })

/** What somebody put into a name, a version, a file name, a distribution, a tag, or the reason of a policy. */
const evil = '::set-output name=a::b\n::error ::pwned\r\u001b[2J\u202e##[error]x##vso[task.complete]|<img>@acme/all`'

/** What texts are made of is one of a few words, and comes from nobody. */
const ours = new Set([
  'outcome',
  'kind',
  'state',
  'action',
  'did',
  'rule',
  'what',
  'standing',
  'result',
  'step',
  'witness',
  'operator',
  'problem',
  'expires',
  'until',
])

/** A result of which every text from outside is an attempt to break out of its line. */
function poisoned<T>(value: T): T {
  if (typeof value === 'string') return `${evil}${value}${evil}` as T
  if (Array.isArray(value)) return value.map((each) => poisoned(each)) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      ours.has(key) || (key === 'why' && each === 'absent') ? each : poisoned(each),
    ]),
  ) as T
}

/** A world in which everything is to be told: conflicts, refusals, quarantines, moves of latest, what is missing, holds. */
async function eventful() {
  const world = await stock({
    dev: [
      npm('ms', '2.1.3'),
      npm('app', '1.0.0', { dependencies: { nowhere: '1.0.0' } }),
      npm('lodash', '4.17.20'),
      npm('clsx', '2.0.0'),
    ],
    staging: [npm('ms', '2.1.3', { files: { 'index.js': 'evil()' } }), npm('clsx', '2.1.1'), npm('stray', '1.0.0')],
    stage: { tag: 'staged' },
  })
  const { cloudsmith, pipeline, emulator, planned, applied } = world
  const [row] = await cloudsmith.packages.list({ owner: 'acme', repo: 'dev', query: 'name:^lodash$' })
  await cloudsmith.packages.quarantine({ owner: 'acme', repo: 'dev', identifier: row?.slug_perm ?? '' })
  await emulator.settle()
  const before = await snapshot(cloudsmith, pipeline, 'staging')
  const made = await planned({ dependencies: 'check' })
  const report = await applied(made)
  const edge = { from: 'dev', to: 'staging' }
  const held = { packages: [{ format: 'npm', name: 'app', version: '1.0.0' }] }
  await hold(cloudsmith, pipeline, { edge, packages: held, by: 'ann', why: 'it is bad' })
  return {
    plan: made,
    report,
    diff: await diff(cloudsmith, { owner: 'acme', a: 'dev', b: 'staging' }),
    drift: await drift(cloudsmith, pipeline, { stage: 'staging' }),
    matrix: await matrix(cloudsmith, pipeline),
    ensured: await ensure(
      cloudsmith,
      pipelineTo({ repository: 'new', upstreams: [{ format: 'npm', name: 'npmjs', url: 'https://npm.example.com' }] }),
      { dryRun: true },
    ),
    holds: await holds(cloudsmith, pipeline, { edge }),
    restoration: await restore(cloudsmith, pipeline, before, { dryRun: true }),
    rollback: await rollback(cloudsmith, report, { hold: false }),
    history: historyOf(made.items),
  }
}

/** How packages came to a stage, as every witness tells it. */
function historyOf([first, second]: readonly PlanItem[]): readonly HistoryEntry[] {
  const about = (item: PlanItem | undefined) => ({ package: item?.package ?? ({} as Identity), slugPerm: item?.slugPerm ?? '' })
  const [at, plan] = ['2026-01-10T12:00:00.000Z', 'ab'.repeat(32)]
  const stages = { pipeline: 'libraries', from: 'dev', to: 'staging', source: 'dev', destination: 'staging' }
  const approvals = [{ by: 'ann', at, expires: null, signed: true }]
  const details = { ...stages, plan, requestedBy: 'bob', approvals, packages: [] }
  return [
    { ...about(first), witness: 'evidence', verified: true, at, by: 'https://ci.acme.example', details },
    { ...about(second), witness: 'evidence', verified: true, at, by: 'https://ci.acme.example', details: undefined },
    { ...about(second), witness: 'ledger', verified: true, at, seq: 7, plan, requestedBy: 'bob' },
    { ...about(first), witness: 'evidence', verified: false, why: 'no trusted key signed it' },
  ]
}

let world: Awaited<ReturnType<typeof eventful>>
beforeAll(async () => {
  world = await eventful()
})

const texts: readonly (readonly [string, (from: typeof world) => string])[] = [
  ['planText', ({ plan }) => planText(plan)],
  ['planMarkdown', ({ plan }) => planMarkdown(plan)],
  ['reportText', ({ report }) => reportText(report)],
  ['reportMarkdown', ({ report }) => reportMarkdown(report)],
  ['diffText', (from) => diffText(from.diff)],
  ['diffMarkdown', (from) => diffMarkdown(from.diff)],
  ['driftText', (from) => driftText(from.drift)],
  ['driftMarkdown', (from) => driftMarkdown(from.drift)],
  ['matrixText', (from) => matrixText(from.matrix)],
  ['matrixMarkdown', (from) => matrixMarkdown(from.matrix)],
  ['ensureText', ({ ensured }) => ensureText(ensured)],
  ['ensureMarkdown', ({ ensured }) => ensureMarkdown(ensured)],
  ['rollbackText', (from) => rollbackText(from.rollback)],
  ['rollbackMarkdown', (from) => rollbackMarkdown(from.rollback)],
  ['restorationText', ({ restoration }) => restorationText(restoration)],
  ['restorationMarkdown', ({ restoration }) => restorationMarkdown(restoration)],
  ['historyText', (from) => historyText(from.history)],
  ['historyMarkdown', (from) => historyMarkdown(from.history)],
  ['holdsText', (from) => holdsText(from.holds)],
  ['holdsMarkdown', (from) => holdsMarkdown(from.holds)],
]

/** A line that the log of a CI job would take for a command. */
const command = /^\s*::|##(?:vso)?\[/m

function expectHarmless(text: string, lines: number) {
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
  expect(text).not.toMatch(command)
  expect(text).toContain('pwned')
  expect(text.split('\n')).toHaveLength(lines)
}

describe('F53 what authors and the service say is only said', () => {
  test.each(texts)('by %s', (name, toText) => {
    const [harmless, text] = [toText(world), toText(poisoned(world))]
    expectHarmless(text, harmless.split('\n').length)
    if (!name.endsWith('Markdown')) return
    expect(text.replaceAll('<br>', '')).not.toMatch(/[<@`]|\]\(/)
    // A cell that ended early would be one cell more.
    const cells = (table: string) => table.split('\n').map((line) => line.match(/\|/g)?.length ?? 0)
    expect(cells(text.replaceAll('<br>', ''))).toEqual(cells(harmless.replaceAll('<br>', '')))
  })

  test('by explain', async () => {
    const pkg = { name: evil, version: evil, filename: evil, is_quarantined: true, status_reason: evil }
    const gates = [notQuarantined({}), minAge({ atLeast: '7 days' })]
    expectHarmless(await explain(gates, { ...known(pkg), now }), 3)
  })

  test('the world that they tell of is eventful', () => {
    const told = ['conflict: ', 'blocked: ', 'it is quarantined', 'latest may move back', 'nowhere']
    for (const what of told) expect(planText(world.plan)).toContain(what)
    expect(world.drift.items.length).toBeGreaterThan(1)
    expect(world.holds.items).toHaveLength(1)
    expect(world.ensured.created).toHaveLength(2)
    expect(world.rollback.items.length).toBeGreaterThan(1)
    expect(world.restoration.items.length).toBeGreaterThan(0)
  })
})
