import type { ApplyEvent, Progress, Report } from '@cloudsmith-sdk/promotion'
import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { every, sql } from '../database/sql.ts'
import { type Page, type PageOf, pageFrom, placeAfter, rowsOf } from './paging.ts'

/** A run of a plan. */
export interface RunRow {
  readonly id: number
  readonly plan: number | null
  readonly kind: 'apply' | 'rollback'
  readonly pipeline: string
  readonly edge: string
  readonly worker: string
  readonly requestedBy: string | null
  readonly startedAt: Date
  /** When it ended; null while it goes on. If its worker died, the next run of the same plan ends it. */
  readonly finishedAt: Date | null
  /** Outcome of its report; `interrupted` if it has none. */
  readonly outcome: string | null
  readonly progress: Progress | null
  readonly error: string | null
}

const columns = sql`id, plan, kind, pipeline, edge, worker, requested_by as "requestedBy", started_at as "startedAt",
  finished_at as "finishedAt", outcome, progress, error`

/** Starts a run, which ends earlier runs of the same plan. */
export async function beginRun(
  database: Queryable,
  run: Pick<RunRow, 'kind' | 'pipeline' | 'edge' | 'worker' | 'requestedBy'> & { plan: number; fence: number; at: Date },
): Promise<number> {
  const { kind, pipeline, edge, worker, requestedBy, plan, fence, at } = run
  await database.query(sql`
    update promotion.runs set finished_at = ${at}, outcome = 'interrupted', error = coalesce(error, 'Its worker died, or lost the plan to another.')
    where plan = ${plan} and finished_at is null`)
  const [row] = await database.query<{ id: number }>(sql`
    insert into promotion.runs (plan, kind, pipeline, edge, fence, worker, requested_by, started_at)
    values (${plan}, ${kind}, ${pipeline}, ${edge}, ${fence}, ${worker}, ${requestedBy}, ${at}) returning id`)
  if (row === undefined) throw new TypeError('PostgreSQL gave no row for one that it has taken.')
  return row.id
}

/** An event of a run. */
export interface RunEvent {
  /** Numbered from 1, without gaps. */
  readonly seq: number
  readonly at: Date
  readonly event: ApplyEvent
}

/** Stores events and the progress of the run. */
export async function keepEvents(database: Queryable, run: number, events: readonly RunEvent[]): Promise<void> {
  const last = events.at(-1)
  if (last === undefined) return
  const rows = events.map(({ seq, at, event }) => ({ seq, at, type: event.type, document: JSON.stringify(withoutReport(event)) }))
  await database.query(sql`
    insert into promotion.run_events (run, seq, at, type, document)
    select ${run}, seq, at, type, document
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as event (seq integer, at timestamptz, type text, document text)
    on conflict do nothing`)
  await database.query(sql`update promotion.runs set progress = ${JSON.stringify(last.event.progress)} where id = ${run}`)
}

/** The report is stored with its run. */
function withoutReport(event: ApplyEvent): object {
  if (event.type !== 'finished') return event
  const { report, ...rest } = event
  return { ...rest, outcome: report.outcome }
}

/** Ends a run. */
export const endRun = (
  database: Queryable,
  run: number,
  { at, outcome, report, error }: { at: Date; outcome: string; report?: Report | undefined; error?: string | undefined },
) =>
  database.query(sql`
    update promotion.runs set finished_at = ${at}, outcome = ${outcome}, report = ${report === undefined ? null : JSON.stringify(report)},
      error = ${error === undefined ? null : storable(error, 2_000)}
    where id = ${run} and finished_at is null`)

/** Reads a run; undefined if there is none. */
export const findRun = async (database: Queryable, id: number): Promise<RunRow | undefined> =>
  (await database.query<RunRow>(sql`select ${columns} from promotion.runs where id = ${id}`))[0]

/** Reads the report of a run; undefined if it has none. */
export async function runReport(database: Queryable, id: number): Promise<Report | undefined> {
  const [row] = await database.query<{ report: string | null }>(sql`select report from promotion.runs where id = ${id}`)
  return row?.report === null || row === undefined ? undefined : (JSON.parse(row.report) as Report)
}

/** Reads the events of a run after a number, without the report. */
export async function runEvents(
  database: Queryable,
  run: number,
  after = 0,
  most = 500,
): Promise<
  readonly { readonly seq: number; readonly at: Date; readonly type: string; readonly event: Omit<ApplyEvent, 'report'> }[]
> {
  const rows = await database.query<{ seq: number; at: Date; type: string; document: string }>(sql`
    select seq, at, type, document from promotion.run_events where run = ${run} and seq > ${after} order by seq limit ${most}`)
  return rows.map(({ document, ...rest }) => ({ ...rest, event: JSON.parse(document) as Omit<ApplyEvent, 'report'> }))
}

/** Filters of the list of runs. */
export interface RunFilter extends PageOf {
  readonly pipeline?: string | undefined
  readonly edge?: string | undefined
  readonly plan?: number | undefined
  /** Only runs in progress. Default: all runs. */
  readonly isOpen?: boolean | undefined
}

/** Lists runs, latest first. */
export async function listRuns(database: Queryable, filter: RunFilter = {}): Promise<Page<RunRow>> {
  const { pipeline, edge, plan, isOpen } = filter
  const place = placeAfter(filter, 1)
  const where = every([
    pipeline === undefined ? undefined : sql`pipeline = ${pipeline}`,
    edge === undefined ? undefined : sql`edge = ${edge}`,
    plan === undefined ? undefined : sql`plan = ${plan}`,
    isOpen ? sql`finished_at is null` : undefined,
    place === undefined ? undefined : sql`id < ${place[0]}`,
  ])
  const rows = await database.query<RunRow>(
    sql`select ${columns} from promotion.runs where ${where} order by id desc limit ${rowsOf(filter) + 1}`,
  )
  return pageFrom(rows, filter, ({ id }) => [id])
}
