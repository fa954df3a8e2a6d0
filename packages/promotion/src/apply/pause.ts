import { bulkSize } from '../repository/limits.ts'
import type { Journey } from './journey.ts'

/**
 * Milliseconds before each check while something is not synchronised yet; the last value repeats. A copy synchronises within seconds.
 *
 * @see docs/service.md#synchronisation
 */
const untilSynchronised = [10_000, 15_000, 30_000, 60_000]

/** Milliseconds before a check when only scans are missing: they finish about a minute later. @see docs/service.md#scanning */
const untilScanned = 60_000

/** Milliseconds to add for each hundred packages sent, so that checking never costs more requests than sending. */
const perHundred = 1_500

/** Milliseconds before the next check. */
export function pauseBefore({ look, sent, open }: { look: number; sent: number; open: readonly Journey[] }): number {
  const forMany = Math.min(70_000, Math.ceil(sent / bulkSize) * perHundred)
  const isSynchronised = open.every(({ row }) => row?.is_sync_completed)
  const pause = isSynchronised ? untilScanned : (untilSynchronised[Math.min(look, untilSynchronised.length - 1)] ?? untilScanned)
  return Math.max(pause, forMany)
}
