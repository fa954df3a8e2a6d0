import type { Clock, FetchLike } from '@cloudsmith-sdk/client'
import type { Queryable } from '../database/database.ts'
import { holdBudget, learnBudget, takeRequest } from '../store/budgets.ts'

/** Options of {@link budgetedFetch}. */
export interface BudgetOptions {
  readonly database: Queryable
  /** Name of the credential's budget; not a secret. */
  readonly credential: string
  /** Share of each rate limit window that is left to others who use the credential, from 0 to below 1. */
  readonly reserve: number
  readonly clock: Clock
}

/** Maximum milliseconds that a request waits here: a client gives each attempt half a minute at most. */
const longestHere = 5_000

/**
 * Sends requests within the rate limit budget that all processes with the same credential share. Short waits happen here. For longer ones it responds
 * like Cloudsmith with an exhausted rate limit, without sending anything, so that the client waits or gives up as usual.
 *
 * @see docs/service.md#rate-limits
 */
export function budgetedFetch(next: FetchLike, { database, credential, reserve, clock }: BudgetOptions): FetchLike {
  return async function budgeted(request, init) {
    for (const latest = clock.now() + longestHere; ; ) {
      const now = new Date(clock.now())
      const again = await takeRequest(database, credential, reserve, now)
      if (again === undefined) break
      if (again.getTime() > latest) return usedUp(again, now)
      await clock.sleep(Math.max(1, again.getTime() - now.getTime()), init.signal ?? undefined)
    }
    const response = await next(request, init)
    await learn(response)
    return response
  }

  async function learn({ headers, status }: Response): Promise<void> {
    const [allowed, remaining, resetsAt] = ['limit', 'remaining', 'reset'].map((name) => numberIn(headers, `x-ratelimit-${name}`))
    if (allowed !== undefined && remaining !== undefined && resetsAt !== undefined) {
      await learnBudget(database, credential, { allowed, remaining, resetsAt: new Date(resetsAt * 1_000) })
    }
    if (status !== 429) return
    const wait = numberIn(headers, 'retry-after') ?? 1
    await holdBudget(database, credential, new Date(clock.now() + wait * 1_000))
  }
}

/** Larger values are wrong: in seconds, this is beyond the year 30,000. */
const tooLarge = 1e12

function numberIn(headers: Headers, name: string): number | undefined {
  const text = headers.get(name)
  const value = text === null || text.trim() === '' ? Number.NaN : Number(text)
  return value >= 0 && value < tooLarge ? value : undefined
}

/** The response of Cloudsmith when the rate limit is used up. */
function usedUp(again: Date, now: Date): Response {
  const wait = Math.ceil((again.getTime() - now.getTime()) / 1_000)
  return Response.json(
    { detail: 'The budget that the workers of this service share is used up.' },
    { status: 429, headers: { 'retry-after': String(wait) } },
  )
}
