import { entryAfter, type Ledger, type LedgerEntry, type LedgerRecord } from '@cloudsmith-sdk/promotion/ledger'
import type { Database, Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Page, type PageOf, pageFrom, placeAfter, rowsOf } from './paging.ts'

/** Entries in each read. */
const batch = 200

/** Appends an entry to the ledger of a pipeline, under a lock. */
export async function appendEntry(database: Queryable, pipeline: string, record: LedgerRecord): Promise<LedgerEntry> {
  await database.query(sql`select pg_advisory_xact_lock(hashtextextended(${`ledger ${pipeline}`}, 0))`)
  const [last] = await database.query<{ seq: number; digest: string }>(
    sql`select seq, digest from promotion.ledger where pipeline = ${pipeline} order by seq desc limit 1`,
  )
  const entry = entryAfter(last, record)
  await database.query(sql`
    insert into promotion.ledger (pipeline, seq, at, kind, digest, plan, entry)
    values (${pipeline}, ${entry.seq}, ${entry.at}, ${entry.kind}, ${entry.digest}, ${planOf(entry)}, ${JSON.stringify(entry)})`)
  return entry
}

/** Digest of the plan of an entry. */
function planOf({ kind, document }: LedgerEntry): string | null {
  const { digest, plan } = document as { digest?: unknown; plan?: unknown }
  const told = kind === 'plan' ? digest : plan
  return typeof told === 'string' ? told : null
}

/**
 * The ledger of a pipeline: everything that was planned, decided and done, each entry chained to the one before.
 *
 * @param mayWrite called in the transaction of each entry; if it throws, nothing is written
 */
export const ledgerOf = (
  database: Database,
  pipeline: string,
  mayWrite: (transaction: Queryable) => Promise<void> = async () => {},
): Ledger => ({
  append: (record) =>
    database.transaction(async (transaction) => {
      await mayWrite(transaction)
      return await appendEntry(transaction, pipeline, record)
    }),
  read: () => entriesOf(database, pipeline),
})

/**
 * As {@link ledgerOf}, for a run of a plan. It writes to the same ledger, but reads only entries about this plan and decisions, which is all that a
 * run needs.
 */
export const ledgerOfPlan = (
  database: Database,
  pipeline: string,
  digest: string,
  mayWrite?: (transaction: Queryable) => Promise<void>,
): Ledger => ({
  ...ledgerOf(database, pipeline, mayWrite),
  async *read() {
    const rows = await database.query<{ entry: string }>(sql`
      select entry from promotion.ledger where pipeline = ${pipeline} and (plan = ${digest} or kind = 'approval' and plan in (
        select digest from promotion.plans where id in (
          select theirs.plan from promotion.plan_packages as mine join promotion.plan_packages as theirs using (slug_perm)
          where mine.plan = (select id from promotion.plans where digest = ${digest}))))
      order by seq`)
    for (const { entry } of rows) yield JSON.parse(entry) as LedgerEntry
  },
})

async function* entriesOf(database: Queryable, pipeline: string): AsyncGenerator<LedgerEntry> {
  for await (const { entry } of writtenRows(database, pipeline)) yield JSON.parse(entry) as LedgerEntry
}

/** A row of a ledger, with its entry as it was written: a line of JSON. */
export interface WrittenRow extends LedgerRow {
  readonly entry: string
}

/** Reads all rows of a ledger in order, including any that should not be there or were changed. */
export async function* writtenRows(database: Queryable, pipeline: string): AsyncGenerator<WrittenRow> {
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = await database.query<WrittenRow>(sql`
      select seq, at, kind, digest, plan, entry from promotion.ledger where pipeline = ${pipeline} and seq > ${after} order by seq limit ${batch}`)
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < batch) return
    after = last.seq
  }
}

/** An entry, without its document. */
export interface LedgerRow {
  readonly seq: number
  readonly at: Date
  readonly kind: LedgerEntry['kind']
  readonly digest: string
  /** Digest of the plan that it is about. */
  readonly plan: string | null
}

/** Lists the entries of a pipeline, latest first. */
export async function listEntries(database: Queryable, pipeline: string, page: PageOf = {}): Promise<Page<LedgerRow>> {
  const place = placeAfter(page, 1)
  const rows = await database.query<LedgerRow>(sql`
    select seq, at, kind, digest, plan from promotion.ledger
    where pipeline = ${pipeline} and ${place === undefined ? sql`true` : sql`seq < ${place[0]}`}
    order by seq desc limit ${rowsOf(page) + 1}`)
  return pageFrom(rows, page, ({ seq }) => [seq])
}

/** Reads the entries of a pipeline with their documents, the first one first, so that a reader can verify the chain. */
export async function readEntries(database: Queryable, pipeline: string, page: PageOf = {}): Promise<Page<LedgerEntry>> {
  const place = placeAfter(page, 1)
  const rows = await database.query<{ entry: string }>(sql`
    select entry from promotion.ledger where pipeline = ${pipeline} and seq > ${place?.[0] ?? 0}
    order by seq limit ${rowsOf(page) + 1}`)
  const entries = rows.map(({ entry }) => JSON.parse(entry) as LedgerEntry)
  return pageFrom(entries, page, ({ seq }) => [seq])
}

/** Reads an entry with its document; undefined if there is none. */
export async function findEntry(database: Queryable, pipeline: string, seq: number): Promise<LedgerEntry | undefined> {
  const [row] = await database.query<{ entry: string }>(
    sql`select entry from promotion.ledger where pipeline = ${pipeline} and seq = ${seq}`,
  )
  return row === undefined ? undefined : (JSON.parse(row.entry) as LedgerEntry)
}
