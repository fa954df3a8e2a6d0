import type { Queryable } from '../database/database.ts'
import { every, raw, type Sql, sql } from '../database/sql.ts'
import { namesLike } from './names.ts'
import { type Page, type PageOf, pageFrom, placeAfter, rowsOf } from './paging.ts'
import type { PlanRow } from './plans.ts'
import type { RunRow } from './runs.ts'

/** Filters of the history. */
export interface HistoryFilter extends PageOf {
  readonly pipeline?: string | undefined
  readonly edge?: string | undefined
  /** State of a plan, or outcome of a run. */
  readonly outcome?: string | undefined
  /** Part of the name of somebody who requested, approved or refused it, in upper or lower case. */
  readonly person?: string | undefined
  readonly from?: Date | undefined
  /** End of the period, exclusive. */
  readonly until?: Date | undefined
}

/** A plan, with who decided about it. */
export interface PastPlan
  extends Pick<PlanRow, 'id' | 'pipeline' | 'edge' | 'state' | 'origin' | 'requestedBy' | 'madeAt' | 'closedAt' | 'going'> {
  /** Names of those who approved and did not revoke it. */
  readonly agreed: readonly string[]
  readonly refused: readonly string[]
}

/** A run, with who approved its plan. */
export interface PastRun
  extends Pick<
    RunRow,
    'id' | 'plan' | 'kind' | 'pipeline' | 'edge' | 'requestedBy' | 'startedAt' | 'finishedAt' | 'outcome' | 'error'
  > {
  readonly going: number | null
  readonly agreed: readonly string[]
}

/** The condition for plans that these people decided about. */
const decidedBy = (people: readonly string[]): Sql => sql`(
  select plan from promotion.approvals where by = any (${people}::text[])
  union all select plan from promotion.refusals where by = any (${people}::text[]))`

const agreedTo = (plan: Sql): Sql => sql`array(
  select distinct by from promotion.approvals where plan = ${plan}
    and not exists (select 1 from promotion.revocations where approval = approvals.id) order by 1)`

/** Lists plans, latest first. */
export async function pastPlans(database: Queryable, filter: HistoryFilter): Promise<Page<PastPlan>> {
  const { pipeline, edge, outcome, person, from, until } = filter
  const people = person === undefined ? undefined : await namesLike(database, person)
  const place = placeAfter(filter, 1)
  const where = every([
    pipeline === undefined ? undefined : sql`pipeline = ${pipeline}`,
    edge === undefined ? undefined : sql`edge = ${edge}`,
    outcome === undefined ? undefined : sql`state = ${outcome}`,
    // If no name matches, nothing can match, so the search is skipped.
    people?.length === 0 ? raw('false') : undefined,
    people && sql`(requested_by = any (${people}::text[]) or id in ${decidedBy(people)})`,
    from === undefined ? undefined : sql`made_at >= ${from}`,
    until === undefined ? undefined : sql`made_at < ${until}`,
    place === undefined ? undefined : sql`id < ${place[0]}`,
  ])
  const rows = await database.query<PastPlan>(sql`
    select id, pipeline, edge, state, origin, requested_by as "requestedBy", made_at as "madeAt", closed_at as "closedAt", going,
      ${agreedTo(sql`plans.id`)} as agreed, array(select distinct by from promotion.refusals where plan = plans.id order by 1) as refused
    from promotion.plans where ${where} order by id desc limit ${rowsOf(filter) + 1}`)
  return pageFrom(rows, filter, ({ id }) => [id])
}

/** Lists runs, latest first. A run in progress has the outcome `running`. */
export async function pastRuns(database: Queryable, filter: HistoryFilter): Promise<Page<PastRun>> {
  const { pipeline, edge, outcome, person, from, until } = filter
  const people = person === undefined ? undefined : await namesLike(database, person)
  const place = placeAfter(filter, 1)
  const where = every([
    pipeline === undefined ? undefined : sql`runs.pipeline = ${pipeline}`,
    edge === undefined ? undefined : sql`runs.edge = ${edge}`,
    outcome === undefined ? undefined : sql`coalesce(runs.outcome, 'running') = ${outcome}`,
    people?.length === 0 ? raw('false') : undefined,
    people && sql`(runs.requested_by = any (${people}::text[]) or runs.plan in ${decidedBy(people)})`,
    from === undefined ? undefined : sql`started_at >= ${from}`,
    until === undefined ? undefined : sql`started_at < ${until}`,
    place === undefined ? undefined : sql`runs.id < ${place[0]}`,
  ])
  const rows = await database.query<PastRun>(sql`
    select runs.id, plan, kind, runs.pipeline, runs.edge, runs.requested_by as "requestedBy", started_at as "startedAt",
      finished_at as "finishedAt", coalesce(runs.outcome, 'running') as outcome, error, going, ${agreedTo(sql`runs.plan`)} as agreed
    from promotion.runs left join promotion.plans on plans.id = runs.plan
    where ${where} order by runs.id desc limit ${rowsOf(filter) + 1}`)
  return pageFrom(rows, filter, ({ id }) => [id])
}
