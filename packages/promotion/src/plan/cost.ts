import type { RateLimit } from '@cloudsmith-sdk/client'
import type { PlanCost } from './plan.ts'
import { pageSize } from './read-rows.ts'

/** The most packages of one bulk request. @see bulk_action */
const bulkSize = 100

/** What it takes at least to bring so many packages to a repository that has so many. */
export function costOf(
  promoted: number,
  { present, tagged, rateLimit, now }: { present: number; tagged: boolean; rateLimit: RateLimit | undefined; now: number },
): PlanCost {
  const looks = promoted === 0 ? 0 : Math.ceil((present + promoted) / pageSize)
  const requests = Math.ceil(promoted / bulkSize) + looks + (tagged ? promoted : 0)
  const interval = rateLimit === undefined ? undefined : (rateLimit.interval ?? spread(rateLimit, now))
  return { requests, minutes: interval === undefined ? null : Math.ceil((requests * interval) / 6_000) / 10 }
}

/** Milliseconds between requests that use what is left evenly. */
const spread = ({ remaining, resetAt }: RateLimit, now: number): number => Math.max(0, resetAt - now) / Math.max(1, remaining)
