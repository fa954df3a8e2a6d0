import { createHash } from 'node:crypto'
import { gateReasonsOf, type Plan, type PlanItem } from '@cloudsmith-sdk/promotion'
import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { every, sql } from '../database/sql.ts'
import { type Page, type PageOf, pageFrom, placeAfter, rowsOf } from './paging.ts'
import type { PlanState } from './plan-states.ts'

/** What led to a plan: a webhook, a reconciliation, or a person. */
export type PlanOrigin = 'event' | 'reconcile' | 'person'

/** A plan, without its document. */
export interface PlanRow {
  readonly id: number
  readonly digest: string
  readonly pipeline: string
  readonly edge: string
  readonly state: PlanState
  readonly origin: PlanOrigin
  readonly requestedBy: string | null
  readonly madeAt: Date
  /** Number of packages in the plan. */
  readonly packages: number
  /** Number of packages that are promoted if people approve. */
  readonly going: number
  /** Number of claims so far: a worker with a lower number has lost the plan. */
  readonly fence: number
  /** When it is tried again; null if only people can move it. */
  readonly wakeAt: Date | null
  /** Failed runs since the last successful one. */
  readonly attempts: number
  readonly lastError: string | null
  /** Outcome of its last report. */
  readonly outcome: string | null
  readonly closedAt: Date | null
  readonly supersededBy: number | null
}

const columns = sql`id, digest, pipeline, edge, state, origin, requested_by as "requestedBy", made_at as "madeAt", packages, going, fence,
  wake_at as "wakeAt", attempts, last_error as "lastError", outcome, closed_at as "closedAt", superseded_by as "supersededBy"`

/** A plan to store. */
export interface NewPlan {
  readonly plan: Plan
  readonly pipeline: string
  readonly edge: string
  readonly origin: PlanOrigin
  readonly state: PlanState
  readonly wakeAt: Date | null
}

/** The identity of a package as a text, the same in every stage. */
export const identityText = ({ package: identity }: Pick<PlanItem, 'package'>): string => JSON.stringify(identity)

/**
 * The fingerprint of a package in a plan: the same as long as the package, its bytes and the requirements are. An open or refused plan covers the
 * package as long as it is the same.
 */
export const fingerprintOf = (plan: Plan, { package: identity, slugPerm, files }: PlanItem): string =>
  createHash('sha256')
    .update(JSON.stringify([plan.owner, plan.source, plan.destination, plan.rules, identity, slugPerm, files]))
    .digest('hex')

/** Whether the plan does anything about a package: it is promoted, now or after approval, or it arrived and was not finished. */
export const isGoing = ({ outcome, delivered }: PlanItem, { tag }: Plan): boolean =>
  outcome === 'promote' || outcome === 'needs approval' || (outcome === 'already there' && tag !== null && !delivered)

/**
 * Stores a plan. An existing one is not changed. Older open plans for the same packages are superseded if nothing else is left in them.
 *
 * @returns its number
 */
export async function keepPlan(database: Queryable, { plan, pipeline, edge, origin, state, wakeAt }: NewPlan): Promise<number> {
  const going = plan.items.filter((item) => isGoing(item, plan))
  const [row] = await database.query<{ id: number; isNew: boolean }>(sql`
    insert into promotion.plans (digest, pipeline, edge, state, origin, requested_by, made_at, packages, going, document, wake_at)
    values (${plan.digest}, ${pipeline}, ${edge}, ${state}, ${origin}, ${plan.requestedBy}, ${plan.madeAt}, ${plan.items.length},
      ${going.length}, ${JSON.stringify(plan)}, ${wakeAt})
    on conflict (digest) do update set digest = excluded.digest
    returning id, xmax = 0 as "isNew"`)
  if (row === undefined) throw new TypeError('PostgreSQL gave no row for one that it has taken.')
  if (row.isNew) await keepPackages(database, row.id, plan)
  if (row.isNew) await supersede(database, row.id, edge)
  return row.id
}

async function keepPackages(database: Queryable, id: number, plan: Plan): Promise<void> {
  const rows = plan.items.map((item, place) => ({
    place,
    identity: storable(identityText(item), 4_000),
    slug_perm: storable(item.slugPerm),
    format: storable(item.package.format),
    name: storable(item.package.name),
    version: storable(item.package.version ?? ''),
    outcome: item.outcome,
    goes: isGoing(item, plan),
    fingerprint: fingerprintOf(plan, item),
  }))
  await database.query(sql`
    insert into promotion.plan_packages (plan, place, identity, slug_perm, format, name, version, outcome, goes, fingerprint)
    select ${id}, place, identity, slug_perm, format, name, version, outcome, goes, fingerprint
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as item (place integer, identity text, slug_perm text, format text, name text,
      version text, outcome text, goes boolean, fingerprint text)`)
}

/** Supersedes a plan if a later plan contains every package that it would promote. */
const supersede = (database: Queryable, id: number, edge: string) =>
  database.query(sql`
    update promotion.plans as old set state = 'superseded', superseded_by = ${id}, closed_at = now(), wake_at = null
    where edge = ${edge} and id < ${id} and closed_at is null and state <> 'applying' and not exists (
      select 1 from promotion.plan_packages as mine where mine.plan = old.id and mine.goes and not exists (
        select 1 from promotion.plan_packages as theirs
        where theirs.plan = ${id} and theirs.goes and theirs.slug_perm = mine.slug_perm))`)

/** Packages of an edge that an open or refused plan covers: fingerprints by `slug_perm`. */
export async function coveredBy(
  database: Queryable,
  edge: string,
  slugPerms: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await database.query<{ slugPerm: string; fingerprint: string }>(sql`
    select slug_perm as "slugPerm", fingerprint from promotion.plan_packages join promotion.plans on plans.id = plan
    where edge = ${edge} and goes and (closed_at is null or state = 'refused') and slug_perm = any (${slugPerms}::text[])`)
  const covered = new Map<string, Set<string>>()
  for (const { slugPerm, fingerprint } of rows) covered.set(slugPerm, (covered.get(slugPerm) ?? new Set()).add(fingerprint))
  return covered
}

/** Counts the plans of an edge that ended since a time and would have promoted packages, except one plan: by `slug_perm`, without zeros. */
export async function countPlansOf(
  database: Queryable,
  edge: string,
  slugPerms: readonly string[],
  { since, beside }: { since: Date; beside: number },
): Promise<ReadonlyMap<string, number>> {
  const rows = await database.query<{ slugPerm: string; count: number }>(sql`
    select slug_perm as "slugPerm", count(*) as count from promotion.plan_packages join promotion.plans on plans.id = plan
    where edge = ${edge} and goes and slug_perm = any (${slugPerms}::text[]) and closed_at > ${since} and plans.id <> ${beside} group by 1`)
  return new Map(rows.map(({ slugPerm, count }) => [slugPerm, count]))
}

/** Reads a plan; undefined if there is none. */
export const findPlan = async (database: Queryable, id: number): Promise<PlanRow | undefined> =>
  (await database.query<PlanRow>(sql`select ${columns} from promotion.plans where id = ${id}`))[0]

/** As {@link findPlan}, with a lock until the end of the transaction. */
export const lockPlan = async (transaction: Queryable, id: number): Promise<PlanRow | undefined> =>
  (await transaction.query<PlanRow>(sql`select ${columns} from promotion.plans where id = ${id} for update`))[0]

/** Reads a plan by its digest. */
export const findPlanByDigest = async (database: Queryable, digest: string): Promise<PlanRow | undefined> =>
  (await database.query<PlanRow>(sql`select ${columns} from promotion.plans where digest = ${digest}`))[0]

/** Reads the document of a plan, as it was made. */
export async function planDocument(database: Queryable, id: number): Promise<Plan | undefined> {
  const [row] = await database.query<{ document: string }>(sql`select document from promotion.plans where id = ${id}`)
  return row === undefined ? undefined : (JSON.parse(row.document) as Plan)
}

/** Filters of the list of plans. */
export interface PlanFilter extends PageOf {
  readonly pipeline?: string | undefined
  readonly edge?: string | undefined
  readonly states?: readonly PlanState[] | undefined
  /** Only plans with this package. */
  readonly identity?: string | undefined
}

/** Lists plans, latest first. */
export async function listPlans(database: Queryable, filter: PlanFilter = {}): Promise<Page<PlanRow>> {
  const { pipeline, edge, states, identity } = filter
  const place = placeAfter(filter, 1)
  const where = every([
    pipeline === undefined ? undefined : sql`pipeline = ${pipeline}`,
    edge === undefined ? undefined : sql`edge = ${edge}`,
    states === undefined ? undefined : sql`state = any (${states}::text[])`,
    identity === undefined ? undefined : sql`id in (select plan from promotion.plan_packages where identity = ${identity})`,
    place === undefined ? undefined : sql`id < ${place[0]}`,
  ])
  const rows = await database.query<PlanRow>(
    sql`select ${columns} from promotion.plans where ${where} order by id desc limit ${rowsOf(filter) + 1}`,
  )
  return pageFrom(rows, filter, ({ id }) => [id])
}

/** Plans that are due: because of their time, or because their worker is silent. */
export const duePlans = (
  database: Queryable,
  now: Date,
  pipelines: readonly string[],
  most = 500,
): Promise<readonly { readonly id: number; readonly since: Date }[]> =>
  database.query(sql`
    select id, wake_at as since from promotion.plans
    where closed_at is null and (state <> 'applying' and wake_at <= ${now} or state = 'applying' and lease_until < now())
      and pipeline = any (${pipelines}::text[])
    order by wake_at limit ${most}`)

/** When a package can go on by itself: the latest time that its gates wait for; undefined if one of them cannot tell, or none waits. */
export function opensAt(plan: Plan, item: PlanItem): Date | undefined {
  const waits = gateReasonsOf(plan, item).flatMap((reason) => (reason.result === 'wait' ? [reason.until] : []))
  if (waits.length === 0 || waits.includes(undefined)) return undefined
  return new Date(Math.max(...waits.map((until) => Date.parse(until ?? ''))))
}
