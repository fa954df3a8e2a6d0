import { bulkSize } from '../repository/limits.ts'
import type { Journey } from './journey.ts'

/**
 * Milliseconds before each look while something is not synchronised yet; the last one repeats. A copy is synchronised within seconds.
 *
 * @see docs/service.md#synchronisation
 */
const untilSynchronised = [10_000, 15_000, 30_000, 60_000]

/** Milliseconds before a look where only scans are missing: they come about a minute after. @see docs/service.md#scanning */
const untilScanned = 60_000

/** Milliseconds to add for each hundred packages that were sent, so that looking never costs more requests than sending did. */
const perHundred = 1_500

/** Milliseconds before the next look. */
export function pauseBefore({ look, sent, open }: { look: number; sent: number; open: readonly Journey[] }): number {
  const forMany = Math.min(70_000, Math.ceil(sent / bulkSize) * perHundred)
  const isSynchronised = open.every(({ row }) => row?.is_sync_completed)
  const pause = isSynchronised ? untilScanned : (untilSynchronised[Math.min(look, untilSynchronised.length - 1)] ?? untilScanned)
  return Math.max(pause, forMany)
}
