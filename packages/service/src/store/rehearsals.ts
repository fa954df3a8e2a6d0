import type { Identity, ItemOutcome, ReportOutcome } from '@cloudsmith-sdk/promotion'
import type { MirrorGap, MovedLatest, QuarantinedPackage } from '@cloudsmith-sdk/promotion/rehearsal'
import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** What came of a plan in a mirror of its stages, as if everybody had agreed who is asked. */
export interface Rehearsed {
  readonly outcome: ReportOutcome
  /** What would not be there in the end. */
  readonly refused: readonly { readonly package: Identity; readonly outcome: ItemOutcome; readonly reasons: readonly string[] }[]
  /** What the destination would quarantine when it comes. */
  readonly quarantined: readonly QuarantinedPackage[]
  /** Packages that the destination would lose. */
  readonly deletedByRetention: readonly Identity[]
  readonly latest: readonly MovedLatest[]
  /** What the mirror does not have, and so cannot tell. */
  readonly unknown: readonly MirrorGap[]
}

/** A rehearsal of a plan, or why there is none: a sentence without its full stop. */
export type RehearsalRow = { readonly madeAt: Date } & (
  | { readonly rehearsed: Rehearsed; readonly why: null }
  | { readonly rehearsed: null; readonly why: string }
)

/** Keeps the rehearsal of a plan, in place of the one before; of a plan that is gone, nothing. */
export const keepRehearsal = (database: Queryable, plan: number, at: Date, came: { rehearsed: Rehearsed } | { why: string }) => {
  const [document, why] = 'why' in came ? [null, storable(came.why, 2_000)] : [JSON.stringify(came.rehearsed), null]
  return database.query(sql`
    insert into promotion.rehearsals (plan, made_at, document, why)
    select id, ${at}, ${document}, ${why} from promotion.plans where id = ${plan}
    on conflict (plan) do update set made_at = excluded.made_at, document = excluded.document, why = excluded.why`)
}

/** The rehearsal of a plan; undefined where none was made yet. */
export async function rehearsalOf(database: Queryable, plan: number): Promise<RehearsalRow | undefined> {
  const [row] = await database.query<{ madeAt: Date; document: string | null; why: string | null }>(
    sql`select made_at as "madeAt", document, why from promotion.rehearsals where plan = ${plan}`,
  )
  if (row === undefined) return undefined
  const { madeAt, document, why } = row
  if (document === null) return { madeAt, rehearsed: null, why: why ?? '' }
  return { madeAt, rehearsed: JSON.parse(document) as Rehearsed, why: null }
}
