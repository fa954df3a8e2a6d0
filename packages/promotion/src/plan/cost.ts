import type { RateLimit } from '@cloudsmith-sdk/client'
import type { Identity } from '../repository/identity.ts'
import { bulkSize } from '../repository/limits.ts'
import { fewestQueries, queriesFor } from '../repository/queries.ts'
import { pagesOf } from '../repository/repository.ts'
import type { PlanCost } from './plan.ts'

/** What a run has before it. */
export interface Ahead {
  /** Packages to send, in the order of their needs: each wave when the one before has arrived. */
  readonly waves: readonly (readonly Identity[])[]
  /** Packages that are there before. */
  readonly present: readonly Identity[]
  /** Those of them that have to be looked at where they come from, too. */
  readonly marking: readonly Identity[]
  /** Packages to look at once more when they have arrived: whether `latest` moved back. */
  readonly watching: readonly Identity[]
  /** How many packages get a tag. */
  readonly tagging: number
  /** Some of what is sent is scanned where it arrives. */
  readonly scanned: boolean
  /** Packages of either side, where known. */
  readonly sizes: { readonly source: number | null; readonly destination: number | null }
  /** The query that finds what is sent, and how many rows; null where there is none. */
  readonly found: { readonly rows: number } | null
  /** Requests that the gates need. */
  readonly asking: number
}

/** What it takes to bring packages to a repository, where nothing goes wrong. */
export function costOf(ahead: Ahead, { rateLimit, now }: { rateLimit: RateLimit | undefined; now: number }): PlanCost {
  const { waves, present, marking, watching, tagging, sizes, found, asking } = ahead
  const sending = waves.flat()
  const there = [...present, ...sending]
  const left = [...sending, ...marking]
  const checks =
    there.length === 0 ? 0 : lookCost(there, sizes.destination) + (left.length === 0 ? 0 : sourceCost(left, sizes.source, found))
  const looks = sum(waves.map((wave) => (ahead.scanned ? 2 : 1) * recentCost(wave, sizes.destination)))
  const sends = sum(waves.map((wave) => Math.ceil(wave.length / bulkSize)))
  const tags = tagging === 0 ? 0 : tagging + 2 * recentCost(sending.length === 0 ? present : sending, sizes.destination)
  const watch = watching.length === 0 ? 0 : lookCost(watching, sizes.destination)
  const requests = checks + asking + sends + looks + watch + tags
  const interval = rateLimit === undefined ? undefined : (rateLimit.interval ?? spread(rateLimit, now))
  return { requests, minutes: interval === undefined ? null : Math.ceil((requests * interval) / 6_000) / 10 }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/** Requests that finding packages takes: queries, or all pages where those are no more. */
function lookCost(wanted: readonly Identity[], size: number | null): number {
  if (size !== null && pagesOf(size) <= fewestQueries(wanted)) return pagesOf(size)
  const queries = queriesFor(wanted, {}).length
  if (queries === 1) return 1
  return size === null ? 1 + queries : Math.min(queries, pagesOf(size))
}

/** Requests that reading packages at the source takes: one by itself, many by the query that found them where that is cheaper. */
function sourceCost(wanted: readonly Identity[], size: number | null, found: Ahead['found']): number {
  if (wanted.length === 1) return 1
  return Math.min(lookCost(wanted, size), found === null ? Number.POSITIVE_INFINITY : pagesOf(found.rows))
}

/** Requests that a look at what came last takes. */
function recentCost(wanted: readonly Identity[], size: number | null): number {
  if (fewestQueries(wanted) <= 1 && queriesFor(wanted, {}).length <= 1) return 1
  return Math.min(pagesOf(wanted.length), pagesOf((size ?? Number.POSITIVE_INFINITY) + wanted.length))
}

/** Milliseconds between requests that use what is left evenly. */
const spread = ({ remaining, resetAt }: RateLimit, now: number): number => Math.max(0, resetAt - now) / Math.max(1, remaining)
