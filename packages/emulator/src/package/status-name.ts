import type { PackageRecord } from '../world/records.ts'
import { statuses } from './stages.ts'

/** The status of a package by number and name. A quarantined package keeps the number of its synchronisation. */
export function statusOf({ sync, isQuarantined }: PackageRecord): { number: number; name: string } {
  return sync.state === 'completed' && isQuarantined ? statuses.quarantined : statuses[sync.state]
}
