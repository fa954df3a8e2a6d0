import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** What is known of how many requests a credential may make. */
export interface Budget {
  /** In a window; null before the registry has told. */
  readonly allowed: number | null
  /** Of the current window. */
  readonly remaining: number | null
  /** When the window ends. */
  readonly resetsAt: Date | null
  /** Until when the registry takes nothing; null where it does. */
  readonly heldUntil: Date | null
}

/** What the registry told of a window. */
export interface Told {
  readonly allowed: number
  readonly remaining: number
  readonly resetsAt: Date
}

/** Seconds that a new window is taken to last until its first answer has told: answers come sooner. */
const guess = 5

/**
 * Takes a request from the budget of a credential, whichever process asks.
 *
 * @param reserve share of each window that is left to others; one request of it is taken all the same
 * @returns when to ask again, where nothing is left
 */
export async function takeRequest(
  database: Queryable,
  credential: string,
  reserve: number,
  now: Date,
): Promise<Date | undefined> {
  // Of a window that is over as much is taken to be left as it had.
  const isOver = sql`(known.resets_at is null or known.resets_at <= ${now})`
  const left = sql`(case when ${isOver} then known.allowed else known.remaining end)`
  // In one statement: where a first answer came between a look and a take, an hour would be waited for what nobody had used up.
  const taken = await database.query(sql`
    insert into promotion.budgets as known (credential) values (${credential})
    on conflict (credential) do update set remaining = ${left} - 1,
      resets_at = case when ${isOver} then ${now}::timestamptz + make_interval(secs => ${guess}) else known.resets_at end
    where (known.held_until is null or known.held_until <= ${now})
      and (known.allowed is null or ${left} - 1 >= floor(${reserve}::float8 * known.allowed) or ${left} = known.allowed)
    returning 1`)
  if (taken.length > 0) return undefined
  const [known] = await database.query<{ again: Date | null }>(
    sql`select greatest(held_until, resets_at) as again from promotion.budgets where credential = ${credential}`,
  )
  return known?.again ?? undefined
}

/** Learns what the registry told. Answers overtake each other: of one window only a smaller rest is news. */
export const learnBudget = (database: Queryable, credential: string, { allowed, remaining, resetsAt }: Told) =>
  database.query(sql`
    insert into promotion.budgets as known (credential, allowed, remaining, resets_at)
    values (${credential}, ${allowed}, ${remaining}, ${resetsAt})
    on conflict (credential) do update set allowed = excluded.allowed, resets_at = excluded.resets_at,
      remaining = case when known.resets_at = excluded.resets_at then least(known.remaining, excluded.remaining) else excluded.remaining end
    where known.allowed is null or known.resets_at is null or known.resets_at <= excluded.resets_at`)

/** Nothing goes out with a credential for a while: the registry said so. */
export const holdBudget = (database: Queryable, credential: string, until: Date) =>
  database.query(sql`
    insert into promotion.budgets as known (credential, held_until) values (${credential}, ${until})
    on conflict (credential) do update set held_until = greatest(known.held_until, excluded.held_until)`)

/** The budgets of all credentials. */
export const listBudgets = (database: Queryable): Promise<readonly (Budget & { readonly credential: string })[]> =>
  database.query(sql`
    select credential, allowed, remaining, resets_at as "resetsAt", held_until as "heldUntil" from promotion.budgets order by credential`)
