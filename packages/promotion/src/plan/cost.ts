import type { RateLimit } from '@cloudsmith-sdk/client'
import type { Identity } from '../repository/identity.ts'
import { bulkSize } from '../repository/limits.ts'
import { fewestQueries, queriesFor } from '../repository/queries.ts'
import { pagesOf } from '../repository/repository.ts'
import type { PlanCost } from './plan.ts'

/** The work that applying a plan takes. */
export interface Ahead {
  /** Packages to send, in the order of their needs: each wave is sent when the previous one has arrived. */
  readonly waves: readonly (readonly Identity[])[]
  /** Packages that are already there. */
  readonly present: readonly Identity[]
  /** Those of them that must also be read at their source. */
  readonly marking: readonly Identity[]
  /** Packages to read once more after they have arrived, to check that `latest` has not moved back. */
  readonly watching: readonly Identity[]
  /** Number of packages to tag. */
  readonly tagging: number
  /** Whether any of the packages is scanned at the destination. */
  readonly scanned: boolean
  /** Number of packages on either side; null if unknown. */
  readonly sizes: { readonly source: number | null; readonly destination: number | null }
  /** Number of rows of the query that found the packages; null if there was no query. */
  readonly found: { readonly rows: number } | null
  /** Number of requests that the gates need. */
  readonly asking: number
}

/** Estimates the requests and minutes for promoting packages, if nothing goes wrong. */
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

/** Requests for finding packages: by queries, or by reading all pages if that takes no more. */
function lookCost(wanted: readonly Identity[], size: number | null): number {
  if (size !== null && pagesOf(size) <= fewestQueries(wanted)) return pagesOf(size)
  const queries = queriesFor(wanted, {}).length
  if (queries === 1) return 1
  return size === null ? 1 + queries : Math.min(queries, pagesOf(size))
}

/** Requests for reading packages at the source: a single one directly, several by the query that found them if that is cheaper. */
function sourceCost(wanted: readonly Identity[], size: number | null, found: Ahead['found']): number {
  if (wanted.length === 1) return 1
  return Math.min(lookCost(wanted, size), found === null ? Number.POSITIVE_INFINITY : pagesOf(found.rows))
}

/** Requests for reading the packages that arrived most recently. */
function recentCost(wanted: readonly Identity[], size: number | null): number {
  if (fewestQueries(wanted) <= 1 && queriesFor(wanted, {}).length <= 1) return 1
  return Math.min(pagesOf(wanted.length), pagesOf((size ?? Number.POSITIVE_INFINITY) + wanted.length))
}

/** Milliseconds between requests that spend the remaining quota evenly. */
const spread = ({ remaining, resetAt }: RateLimit, now: number): number => Math.max(0, resetAt - now) / Math.max(1, remaining)
