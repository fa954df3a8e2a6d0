import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** What is known of the rate limit of a credential. */
export interface Budget {
  /** Requests allowed in a window; null before the first response. */
  readonly allowed: number | null
  /** Requests left in the current window. */
  readonly remaining: number | null
  /** When the window ends. */
  readonly resetsAt: Date | null
  /** Until when Cloudsmith accepts no requests; null if it does. */
  readonly heldUntil: Date | null
}

/** The rate limit in a response of Cloudsmith. */
export interface Told {
  readonly allowed: number
  readonly remaining: number
  readonly resetsAt: Date
}

/** Assumed seconds of a new window until its first response reports its end. */
const guess = 5

/**
 * Takes one request from the budget of a credential that all processes share.
 *
 * @param reserve share of each window that is left to others; one request is taken from it all the same
 * @returns when to try again if nothing is left
 */
export async function takeRequest(
  database: Queryable,
  credential: string,
  reserve: number,
  now: Date,
): Promise<Date | undefined> {
  // A window that has ended is assumed to be followed by an equal one.
  const isOver = sql`(known.resets_at is null or known.resets_at <= ${now})`
  const left = sql`(case when ${isOver} then known.allowed else known.remaining end)`
  // In a single statement: if a first response arrived between reading and taking, the process would wait for an hour although nothing is used up.
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

/** Records the rate limit of a response. Responses may arrive out of order: within one window, only a smaller remainder is news. */
export const learnBudget = (database: Queryable, credential: string, { allowed, remaining, resetsAt }: Told) =>
  database.query(sql`
    insert into promotion.budgets as known (credential, allowed, remaining, resets_at)
    values (${credential}, ${allowed}, ${remaining}, ${resetsAt})
    on conflict (credential) do update set allowed = excluded.allowed, resets_at = excluded.resets_at,
      remaining = case when known.resets_at = excluded.resets_at then least(known.remaining, excluded.remaining) else excluded.remaining end
    where known.allowed is null or known.resets_at is null or known.resets_at <= excluded.resets_at`)

/** Blocks a credential until a time, because Cloudsmith asks to wait. */
export const holdBudget = (database: Queryable, credential: string, until: Date) =>
  database.query(sql`
    insert into promotion.budgets as known (credential, held_until) values (${credential}, ${until})
    on conflict (credential) do update set held_until = greatest(known.held_until, excluded.held_until)`)

/** Reads the budgets of all credentials. */
export const listBudgets = (database: Queryable): Promise<readonly (Budget & { readonly credential: string })[]> =>
  database.query(sql`
    select credential, allowed, remaining, resets_at as "resetsAt", held_until as "heldUntil" from promotion.budgets order by credential`)
