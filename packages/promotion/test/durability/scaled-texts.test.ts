import { npmPackage, rawFile } from '@cloudsmith-sdk/emulator/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Diff, type Drift, diffMarkdown, driftMarkdown, type Matrix, matrixMarkdown } from '../../src/compare.ts'
import { type Ensured, ensureMarkdown } from '../../src/ensure.ts'
import { type HistoryEntry, historyMarkdown } from '../../src/evidence.ts'
import { type HoldList, holdsMarkdown } from '../../src/hold.ts'
import {
  approval,
  type Identity,
  type MarkdownOptions,
  markdownLimits,
  type Plan,
  type PlanItem,
  planMarkdown,
  planText,
  type Report,
  type Restoration,
  type Rollback,
  reportMarkdown,
  restorationMarkdown,
  rollbackMarkdown,
  rollbackText,
} from '../../src/index.ts'
import { stock } from '../stock.ts'

const sha256 = 'ab'.repeat(32)
const identity = (index: number): Identity => ({
  ...{
    format: 'npm',
    name: `package-of-somebody-${index}`,
    version: '1.0.0',
    filename: `package-of-somebody-${index}-1.0.0.tgz`,
  },
})
const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))

const head = {
  owner: 'acme',
  from: 'dev',
  to: 'staging',
  edge: null,
  source: 'dev',
  destination: 'staging',
  action: 'copy',
  tag: null,
  set: null,
} as const
const missingApproval = 'approval: 0 of 1 approvals (seen: []; needed: {"quorum":1}); nobody may waive it'

function planOf(items: readonly Partial<PlanItem>[]): Plan {
  return {
    ...{ kind: 'cloudsmith-promotion/plan', version: 1, ...head, digest: sha256, madeAt: '2026-01-10T12:00:00Z' },
    ...{
      requestedBy: 'bob',
      paused: null,
      answers: [],
      latest: [],
      unordered: [],
      retention: [],
      waivers: { used: [], unmatched: [], refused: [] },
      missing: null,
    },
    rules: {
      ...{
        gates: [{ name: 'approval', identity: 'approval', settings: {}, asksPeople: true }],
        unscannable: 'pass',
        staleScan: null,
      },
      ...{
        retention: 'warn',
        latest: 'warn',
        onFailedArrival: 'leave',
        select: null,
        changed: 'leave out',
        waiverLife: '90 days',
      },
    },
    estimates: {
      ...{ read: { source: items.length, destination: 0 }, found: null, sizes: { source: null, destination: null } },
      cost: { requests: 30, minutes: null },
    },
    items: items.map((item, index) => ({
      ...{
        package: identity(index),
        slugPerm: `slug${index}`,
        files: [{ filename: identity(index).filename, sha256 }],
        standing: 'absent',
      },
      ...{ digest: sha256, outcome: 'promote', reasons: [], gates: [], delivered: false, waivers: [], differences: [] },
      ...item,
    })),
  } as Plan
}

/** What GitHub counts, and everything else that somebody may count. */
const lengths = (text: string) => [text.length, Array.from(text).length, new TextEncoder().encode(text).length]

/** A text in which no table, row, cell or entity is cut: what stands in front of a pipe is a row of as many cells as its head. */
function expectWhole(text: string) {
  expect(text.endsWith('\n')).toBe(true)
  expect(text).not.toContain('```')
  const lines = text.split('\n')
  const rows = lines.filter((line) => line.startsWith('|'))
  const widths = new Set(rows.map((row) => row.split('|').length))
  expect(widths.size).toBeLessThanOrEqual(1)
  for (const row of rows) expect(row.endsWith(' |')).toBe(true)
  if (rows.length > 0) expect(rows[1]).toMatch(/^(\| --- )+\|$/)
  expect(text.replace(/&#\d+;/g, '')).not.toContain('&#')
}

describe('200 packages with one missing approval, which were 75 kB of Markdown', () => {
  const plan = planOf(many(200, () => ({ outcome: 'needs approval' as const, reasons: [missingApproval] })))

  test('are a few kB: the reason once, the first names and how many more there are', () => {
    const text = planMarkdown(plan)
    expect(new TextEncoder().encode(text).length).toBeLessThan(4_096)
    expect(text.match(/0 of 1 approvals/g)).toHaveLength(1)
    expect(text).toContain('200 packages<br>npm package-of-somebody-0 1.0.0')
    expect(text).toContain('<br>and 180 more |')
    expectWhole(text)
  })

  test('show what would be agreed to: how many, with which bytes, which way and under which rules', async () => {
    const { planned } = await stock({
      dev: [
        npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' }),
        npmPackage({ name: 'clsx', version: '2.1.1', license: 'MIT' }),
      ],
      stage: { gates: [approval({ quorum: 1 })], tag: 'staged' },
    })
    const made = await planned()
    const digest = made.items[0]?.files[0]?.sha256?.slice(0, 12)
    for (const text of [planText(made), planMarkdown(made)]) {
      expect(text).toContain('2 packages from dev, with these bytes, are copied from dev to staging')
      expect(text).toContain('tag staged; gates approval')
      expect(text).toContain(`npm clsx 2.1.1 (clsx-2.1.1.tgz), sha256 ${digest}`)
    }
  })

  test('name the waivers that let them through the other gates, as these are agreed to with them', () => {
    const waiver = { waives: 'CVE-2026-1', owner: 'carol', reason: 'not reachable', expires: '2026-02-01T00:00:00Z' }
    const text = planText(planOf([{ outcome: 'needs approval', reasons: [missingApproval], waivers: [waiver] }]))
    expect(text).toContain('with a waiver of CVE-2026-1 by carol until 2026-02-01T00:00:00Z: not reachable')
  })

  test('at a terminal are all named, and the reason is still said once', () => {
    const text = planText(plan)
    expect(text.match(/0 of 1 approvals/g)).toHaveLength(1)
    for (let index = 0; index < 200; index++) expect(text).toContain(`npm package-of-somebody-${index} 1.0.0`)
  })
})

test('what holds all that is held is said once, above, and beside each only what holds it alone', () => {
  const frozen = 'freeze: waits for the end of the freeze, until 2026-01-12T00:00:00Z'
  const plan = planOf([
    { outcome: 'blocked', reasons: [frozen, 'licence: GPL-3.0 is denied'] },
    { outcome: 'blocked', reasons: [frozen, 'max-severity: critical findings above the limit'] },
    { outcome: 'promote' },
  ])
  for (const text of [planText(plan), planMarkdown(plan)]) {
    expect(text.match(/end of the freeze/g)).toHaveLength(1)
    expect(text).toContain('For all packages that are held back: freeze')
  }
})

describe('5,000 packages of which each has a reason of its own', () => {
  const each = 5_000
  const reason = (index: number) =>
    `it waits for ticket ${index} of the people who look after it, and for the end of their review`
  const items = many(each, (index) => ({ package: identity(index), slugPerm: `slug${index}`, sha256 }))
  const plan = planOf(many(each, (index) => ({ outcome: 'waiting' as const, reasons: [reason(index)] })))
  const latest = many(each, (index) => ({
    ...{ format: 'npm', name: `moved-${index}`, from: '2.0.0', to: '1.0.0', marked: null, backwards: true },
  }))
  const report = {
    ...{
      ...head,
      kind: 'cloudsmith-promotion/report',
      version: 1,
      gates: [],
      outcome: 'waiting',
      plan: sha256,
      requestedBy: null,
    },
    ...{ startedAt: '2026-01-10T12:00:00Z', finishedAt: '2026-01-10T12:00:00Z' },
    items: items.map((item, index) => ({
      ...{
        package: item.package,
        outcome: 'waiting',
        reasons: [reason(index)],
        source: item.slugPerm,
        destination: null,
        files: [],
      },
      ...{ scan: null, waivers: [], did: [], tags: [] },
    })),
  } as Report
  const drift = { owner: 'acme', stage: 'staging', repository: 'staging', before: ['dev'], looked: each } as unknown as Drift
  const diff = { owner: 'acme', a: 'dev', b: 'staging' }
  const edge = { from: 'dev', to: 'staging' }

  const texts: readonly (readonly [string, (options?: MarkdownOptions) => string])[] = [
    ['planMarkdown', (options) => planMarkdown({ ...plan, latest } as Plan, options)],
    ['reportMarkdown', (options) => reportMarkdown(report, options)],
    [
      'driftMarkdown',
      (options) =>
        driftMarkdown(
          {
            ...drift,
            items: items.map((item, index) => ({ ...item, kind: 'quarantined', detail: reason(index), differences: [] })),
          },
          options,
        ),
    ],
    [
      'diffMarkdown',
      (options) =>
        diffMarkdown(
          {
            ...diff,
            items: items.map((item, index) => ({
              ...item,
              ...{ kind: 'other bytes', differences: [{ filename: `${index}.tgz`, source: sha256, destination: sha256 }] },
            })),
          } as Diff,
          options,
        ),
    ],
    [
      'matrixMarkdown',
      (options) =>
        matrixMarkdown(
          {
            ...{ owner: 'acme', stages: ['dev', 'staging'] },
            rows: items.map((item) => ({ package: item.package, cells: [{ ...item, state: 'ok' }, null], same: true })),
          } as Matrix,
          options,
        ),
    ],
    [
      'ensureMarkdown',
      (options) =>
        ensureMarkdown(
          {
            ...{ owner: 'acme', dryRun: false, created: [] },
            differs: many(each, (index) => ({ stage: `stage-${index}`, what: 'type', is: 'Public', wanted: 'Private' })),
          } as Ensured,
          options,
        ),
    ],
    [
      'holdsMarkdown',
      (options) =>
        holdsMarkdown(
          {
            ...{ owner: 'acme', edge, paused: null },
            items: items.map((item, index) => ({
              ...item,
              hold: { by: 'ada', why: reason(index), since: null, until: null },
              expired: false,
            })),
          } as HoldList,
          options,
        ),
    ],
    [
      'historyMarkdown',
      (options) =>
        historyMarkdown(
          items.map((item, index): HistoryEntry => ({ ...item, witness: 'evidence', verified: false, why: reason(index) })),
          options,
        ),
    ],
    [
      'rollbackMarkdown',
      (options) =>
        rollbackMarkdown(
          {
            outcome: 'needs a human',
            plan: sha256,
            items: items.map((item, index) => ({ ...item, did: [], why: reason(index) })),
          } as Rollback,
          options,
        ),
    ],
    [
      'restorationMarkdown',
      (options) =>
        restorationMarkdown(
          {
            ...{ stage: 'staging', to: '2026-01-10T12:00:00Z', dryRun: false, outcome: 'needs a human' },
            items: items.map((item, index) => ({ ...item, step: 'lost', from: null, why: reason(index) })),
          } as Restoration,
          options,
        ),
    ],
  ]

  test.each(texts)(
    '%s stays within a comment, a summary and whatever else is asked for, and says what is left out',
    (_, write) => {
      for (const limit of [undefined, markdownLimits.summary, 20_000, 1_000]) {
        const text = write({ limit })
        for (const length of lengths(text)) expect(length).toBeLessThanOrEqual(limit ?? markdownLimits.comment)
        expectWhole(text)
        if (limit !== markdownLimits.summary)
          expect(text).toMatch(/[\d,]+ more (package|line)s left out: the text is limited to [\d,]+ bytes\./)
      }
      expect(() => write({ limit: 999 })).toThrow('pass at least 1,000 bytes')
      expect(() => write({ limit: Number.NaN })).toThrow('pass at least 1,000 bytes')
    },
  )

  test('says of how many: what is shown and what is left out are all', () => {
    const text = reportMarkdown(report)
    const shown = text.split('\n').filter((line) => line.startsWith('| waiting')).length
    const left = Number(/([\d,]+) more packages left out/.exec(text)?.[1]?.replace(',', ''))
    expect(shown + left).toBe(each)
    expect(shown).toBeGreaterThan(300)
  })

  test('warnings are not crowded out by packages, nor packages by warnings', () => {
    const text = planMarkdown({ ...plan, latest } as Plan)
    expect(text.match(/latest may move back/g)).toHaveLength(20)
    expect(text).toContain('- and 4,980 more\n')
    expect(text).toContain('| waiting | npm package-of-somebody-0 1.0.0')
  })
})

describe('texts of packages that want to be long', () => {
  const long = '|'.repeat(200_000)

  test('a reason of 200,000 characters is cut, and says so', () => {
    const text = planMarkdown(planOf([{ outcome: 'blocked', reasons: [long] }, { outcome: 'promote' }]))
    expect(text).toContain('… (and 199,000 more characters)')
    expect(text).toContain('| promote | npm package-of-somebody-1')
    expectWhole(text)
  })

  test('names of characters of four bytes, and headings of any length, exceed nothing', () => {
    const items = many(3_000, (index) => ({
      package: { ...identity(index), name: '😀'.repeat(50) + index },
      reasons: [`${index} 😀`],
    }))
    const text = planMarkdown({ ...planOf(items), from: '😀'.repeat(5_000), to: long })
    for (const length of lengths(text)) expect(length).toBeLessThanOrEqual(markdownLimits.comment)
    expect(text.isWellFormed()).toBe(true)
    expectWhole(text)
  })

  test('of whatever characters, in whatever number, under whatever limit', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3_000 }),
      fc.constantFrom('|', '`', '&#', '😀', '\u{1b}', '\n').map((one) => one.repeat(900)),
    )
    const item = fc.record({
      outcome: fc.constantFrom('promote' as const, 'needs approval' as const, 'blocked' as const, 'conflict' as const),
      reasons: fc.array(text, { maxLength: 3 }),
    })
    const latest = fc.array(
      fc.record({ format: text, name: text, from: text, to: text, marked: fc.constant(null), backwards: fc.boolean() }),
    )
    fc.assert(
      fc.property(
        fc.array(item, { maxLength: 60 }),
        latest,
        text,
        fc.integer({ min: 1_000, max: 80_000 }),
        (items, moves, to, limit) => {
          const written = planMarkdown({ ...planOf(items), latest: moves, to } as Plan, { limit })
          for (const length of lengths(written)) expect(length).toBeLessThanOrEqual(limit)
          expect(written.isWellFormed()).toBe(true)
          expectWhole(written)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('a package with very many files that differ is still told of', () => {
    const differences = many(500, (index) => ({
      filename: `${'|'.repeat(3_000)}${index}`,
      source: sha256,
      destination: undefined,
    }))
    const text = planMarkdown(planOf([{ outcome: 'conflict', differences }, ...many(30, (index) => ({ reasons: [`${index}`] }))]))
    expect(text).toContain('| conflict | npm package-of-somebody-0')
    expect(text).toContain('| promote | npm package-of-somebody-30')
    expectWhole(text)
  })
})

test('what was rolled back and what was not is told apart, for a terminal too', async () => {
  const result: Rollback = {
    ...{ outcome: 'needs a human', plan: sha256 },
    items: many(4, (index) => ({
      ...{ package: identity(index), slugPerm: `slug${index}`, did: index === 0 ? [] : ['deleted' as const] },
      why: index === 0 ? 'it is the last copy' : null,
    })),
  }
  expect(rollbackText(result).split('\n')).toEqual([
    'Rollback: needs a human, 3 of 4 packages as before',
    '  not undone: npm package-of-somebody-0 1.0.0 (package-of-somebody-0-1.0.0.tgz)',
    '    it is the last copy',
    '  deleted: 3 packages',
    ...[1, 2, 3].map((index) => `      npm package-of-somebody-${index} 1.0.0 (package-of-somebody-${index}-1.0.0.tgz)`),
    `Plan ${sha256}`,
  ])
})

test('a plan of a few packages is told as it always was: each with its reasons', async () => {
  const { planned } = await stock({
    dev: [rawFile({ name: 'notes', version: '1', bytes: new Uint8Array(1) })],
    stage: { unscannable: 'block' },
  })
  expect(planMarkdown(await planned())).toContain('| promote | raw notes 1')
})
