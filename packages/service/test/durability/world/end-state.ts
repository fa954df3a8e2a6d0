import type { Report } from '@cloudsmith-sdk/promotion'
import { verifyLedger } from '@cloudsmith-sdk/promotion/ledger'
import { expect, vi } from 'vitest'
import type { Database } from '../../../src/database/database.ts'
import { sql } from '../../../src/database/sql.ts'
import { ledgerOf } from '../../../src/store/ledger.ts'
import type { Registry } from './registry.ts'

/** The stages that packages come to. */
const stages = ['staging', 'production'] as const

/** What a repository holds: names, bytes and tags. What failed to synchronise is none: a duplicate that came too late leaves it behind. */
export const heldIn = ({ emulator }: Registry, repo: string): readonly string[] =>
  [...emulator.world.repository({ owner: 'acme', repo }).packages.all()]
    .filter(({ sync, isDeleting }) => sync.state !== 'failed' && !isDeleting)
    .map(({ content: { facts, files }, sync, tags }) =>
      [facts?.name, facts?.version, sync.state, ...files.map(({ blob }) => blob?.sha256), ...[...tags].sort()].join(' '),
    )
    .sort()

/** What has not come to its end. */
async function openIn(database: Database) {
  const [row] = await database.query<Record<string, number>>(sql`
    select (select count(*) from promotion.plans where closed_at is null) as plans, (select count(*) from promotion.pending) as pending,
      (select count(*) from promotion.runs where finished_at is null) as runs`)
  return row
}

/** Waits until all has come to its end, and makes sure that it is as it should be: each package once in each stage, reports and ledger true, nobody bothered. */
export async function expectPromoted(
  database: Database,
  registry: Registry,
  names: readonly string[],
  timeout = 120_000,
): Promise<void> {
  await vi.waitFor(
    async () => {
      for (const stage of stages) expect(heldIn(registry, stage).map((line) => line.split(' ')[0])).toEqual([...names].sort())
      expect(await openIn(database)).toEqual({ plans: 0, pending: 0, runs: 0 })
    },
    { timeout, interval: 50 },
  )
  for (const stage of stages) {
    const held = heldIn(registry, stage).filter((line) => !/ completed .* (staged|released)/.test(line))
    expect(held, `not ready, or without its tag, in ${stage}`).toEqual([])
  }
  await expectTrueReports(database, registry, names)
  expect(await database.query(sql`select kind, title, detail from promotion.tasks where closed_at is null`)).toEqual([])
  const ledger = await verifyLedger(ledgerOf(database, 'acme').read())
  expect(ledger).toMatchObject({ intact: true })
}

/** Whether reports and the ledger say of each package that it was promoted, with the bytes that are there, and each plan's end is told. */
async function expectTrueReports(database: Database, { emulator }: Registry, names: readonly string[]): Promise<void> {
  const rows = await database.query<{ report: string }>(sql`select report from promotion.runs where report is not null`)
  const reports = rows.map(({ report }) => JSON.parse(report) as Report)
  for (const stage of stages) {
    const there = new Map(
      [...emulator.world.repository({ owner: 'acme', repo: stage }).packages.all()].map((each) => [each.slugPerm, each.content]),
    )
    const told = reports
      .filter(({ to }) => to === stage)
      .flatMap(({ items }) => items)
      .filter(({ outcome }) => outcome === 'promoted' || outcome === 'already there')
    expect(new Set(told.map(({ package: { name } }) => name))).toEqual(new Set(names))
    for (const { destination, files, package: identity } of told) {
      const content = there.get(destination ?? '')
      expect(content?.facts?.name, `${identity.name} is not where its report says`).toBe(identity.name)
      expect(content?.files[0]?.blob?.sha256).toBe(files[0]?.sha256)
    }
  }
  const told = await database.query<{ kind: string; document: string }>(sql`select kind, entry as document from promotion.ledger`)
  const inLedger = told
    .filter(({ kind }) => kind === 'report')
    .map(({ document }) => (JSON.parse(document) as { document: Report }).document)
  const digests = (all: readonly Report[]) => all.map(({ plan, startedAt }) => `${plan} ${startedAt}`).sort()
  expect(digests(inLedger)).toEqual(expect.arrayContaining(digests(reports)))
}
