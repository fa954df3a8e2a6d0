import type { Identity, ItemOutcome, ReportOutcome } from '@cloudsmith-sdk/promotion'
import type { MirrorGap, MovedLatest, QuarantinedPackage } from '@cloudsmith-sdk/promotion/rehearsal'
import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** The rehearsal of a plan on a mirror of its stages, as if everybody who has to had approved it. */
export interface Rehearsed {
  readonly outcome: ReportOutcome
  /** Packages that would not arrive. */
  readonly refused: readonly { readonly package: Identity; readonly outcome: ItemOutcome; readonly reasons: readonly string[] }[]
  /** Packages that the destination would quarantine. */
  readonly quarantined: readonly QuarantinedPackage[]
  /** Packages that the destination's retention rules would delete. */
  readonly deletedByRetention: readonly Identity[]
  readonly latest: readonly MovedLatest[]
  /** What the mirror lacks, and the rehearsal could not take into account. */
  readonly unknown: readonly MirrorGap[]
}

/** A rehearsal of a plan, or the reason why there is none, as a sentence without a full stop. */
export type RehearsalRow = { readonly madeAt: Date } & (
  | { readonly rehearsed: Rehearsed; readonly why: null }
  | { readonly rehearsed: null; readonly why: string }
)

/** Stores the rehearsal of a plan in place of the previous one; nothing if the plan is gone. */
export const keepRehearsal = (database: Queryable, plan: number, at: Date, came: { rehearsed: Rehearsed } | { why: string }) => {
  const [document, why] = 'why' in came ? [null, storable(came.why, 2_000)] : [JSON.stringify(came.rehearsed), null]
  return database.query(sql`
    insert into promotion.rehearsals (plan, made_at, document, why)
    select id, ${at}, ${document}, ${why} from promotion.plans where id = ${plan}
    on conflict (plan) do update set made_at = excluded.made_at, document = excluded.document, why = excluded.why`)
}

/** Reads the rehearsal of a plan; undefined if it is not done yet. */
export async function rehearsalOf(database: Queryable, plan: number): Promise<RehearsalRow | undefined> {
  const [row] = await database.query<{ madeAt: Date; document: string | null; why: string | null }>(
    sql`select made_at as "madeAt", document, why from promotion.rehearsals where plan = ${plan}`,
  )
  if (row === undefined) return undefined
  const { madeAt, document, why } = row
  if (document === null) return { madeAt, rehearsed: null, why: why ?? '' }
  return { madeAt, rehearsed: JSON.parse(document) as Rehearsed, why: null }
}
