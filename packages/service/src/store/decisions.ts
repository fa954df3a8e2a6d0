import { createHash } from 'node:crypto'
import type { GivenApproval, GivenRevocation } from '@cloudsmith-sdk/promotion'
import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Actor } from './actor.ts'

/** An approval of a plan. */
export interface ApprovalRow extends Actor {
  readonly id: number
  readonly plan: number
  readonly at: Date
  readonly expires: Date | null
  readonly reason: string | null
  /** When and by whom it was revoked; null if it was not. */
  readonly revokedAt: Date | null
  readonly revokedBy: string | null
}

/** An approval to store. */
export interface NewApproval extends Actor {
  readonly plan: number
  readonly at: Date
  readonly expires: Date | null
  readonly reason: string | null
  readonly document: GivenApproval
}

/** Stores an approval. An existing one is not changed. */
export const keepApproval = (database: Queryable, approval: NewApproval) => {
  const { plan, at, expires, reason, by, issuer, subject } = approval
  const document = JSON.stringify(approval.document)
  const digest = createHash('sha256').update(document).digest('hex')
  return database.query(sql`
    insert into promotion.approvals (plan, pipeline, edge, digest, by, issuer, subject, at, expires, reason, document)
    select id, pipeline, edge, ${digest}, ${storable(by)}, ${issuer}, ${subject}, ${at}, ${expires},
      ${reason === null ? null : storable(reason, 2_000)}, ${document}
    from promotion.plans where id = ${plan}
    on conflict (plan, digest) do nothing`)
}

/** Stores a revocation of an approval. */
export const keepRevocation = (
  database: Queryable,
  {
    approval,
    by,
    issuer,
    subject,
    at,
    why,
    document,
  }: Actor & {
    readonly approval: number
    readonly at: Date
    readonly why: string
    readonly document: GivenRevocation
  },
) =>
  database.query(sql`
    insert into promotion.revocations (approval, by, issuer, subject, at, why, document)
    values (${approval}, ${storable(by)}, ${issuer}, ${subject}, ${at}, ${storable(why, 2_000)}, ${JSON.stringify(document)})`)

/** Reads the approvals of a plan, the first one first. */
export const approvalsOf = (database: Queryable, plan: number): Promise<readonly ApprovalRow[]> =>
  database.query<ApprovalRow>(sql`
    select approvals.id, plan, approvals.by, approvals.issuer, approvals.subject, approvals.at, expires, reason,
      revoked.at as "revokedAt", revoked.by as "revokedBy"
    from promotion.approvals
    left join lateral (select at, by from promotion.revocations where approval = approvals.id order by id limit 1) as revoked on true
    where plan = ${plan} order by approvals.id`)

/** Reads an approval as it was given; undefined if there is none. */
export async function findApproval(
  database: Queryable,
  id: number,
): Promise<{ readonly plan: number; readonly document: GivenApproval } | undefined> {
  const [row] = await database.query<{ plan: number; document: string }>(
    sql`select plan, document from promotion.approvals where id = ${id}`,
  )
  return row && { plan: row.plan, document: JSON.parse(row.document) as GivenApproval }
}

/** Approvals and revocations that may count for packages, as the engine expects them. */
export interface Decided {
  readonly approvals: readonly GivenApproval[]
  readonly revocations: readonly GivenRevocation[]
}

/**
 * Reads the decisions about packages of an edge, whichever plan they were made for: an approval names its packages, and the engine decides whether it
 * counts. Expired approvals are left out.
 *
 * @param slugPerms `slug_perm`s of the packages. Undefined: all packages in open plans
 */
export async function decidedAbout(
  database: Queryable,
  edge: string,
  slugPerms: readonly string[] | undefined,
  now: Date,
): Promise<Decided> {
  const plans =
    slugPerms === undefined
      ? sql`select id from promotion.plans where edge = ${edge} and closed_at is null`
      : sql`select plan from promotion.plan_packages where goes and slug_perm = any (${slugPerms}::text[])`
  const approvals = await database.query<{ id: number; document: string }>(sql`
    select id, document from promotion.approvals where edge = ${edge} and (expires is null or expires > ${now})
      and plan in (${plans})
    order by id`)
  const revocations = await database.query<{ document: string }>(sql`
    select document from promotion.revocations where approval = any (${approvals.map(({ id }) => id)}::bigint[]) order by id`)
  return {
    approvals: approvals.map(({ document }) => JSON.parse(document) as GivenApproval),
    revocations: revocations.map(({ document }) => JSON.parse(document) as GivenRevocation),
  }
}

/** A refusal of a plan. */
export interface RefusalRow extends Actor {
  readonly plan: number
  readonly at: Date
  readonly why: string
}

/** Stores a refusal. The plan is closed separately: see `closePlan`. */
export const keepRefusal = (database: Queryable, { plan, at, why, by, issuer, subject }: RefusalRow) =>
  database.query(sql`
    insert into promotion.refusals (plan, by, issuer, subject, at, why)
    values (${plan}, ${storable(by)}, ${issuer}, ${subject}, ${at}, ${storable(why, 2_000)})`)

/** Reads the refusals of a plan. */
export const refusalsOf = (database: Queryable, plan: number): Promise<readonly RefusalRow[]> =>
  database.query<RefusalRow>(
    sql`select plan, by, issuer, subject, at, why from promotion.refusals where plan = ${plan} order by id`,
  )
