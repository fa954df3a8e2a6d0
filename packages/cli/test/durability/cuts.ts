import { createHash } from 'node:crypto'
import type { Coming, Moment } from '../disturbed-process.ts'

/** Where a run is cut off. */
export interface Cut {
  readonly request: Coming
  readonly when: Moment
}

/** Cuts of each command, unless all are asked for: each starts four processes. */
const most = 4

/** The seed is told, so that the same cuts can be made again. */
const { CUTS, CUTS_SEED: seed = String(Date.now()) } = process.env

/** What a failure says of how to have it again. */
export const again = CUTS === 'all' ? 'CUTS=all' : `CUTS_SEED=${seed}`

/**
 * Where to cut a run off: at every request, and after those that may have changed something. Unless `CUTS=all`, only some of these, by chance, but always
 * after the last change.
 */
export function cutsOf(requests: readonly Coming[]): readonly Cut[] {
  const all = requests.flatMap((request): Cut[] => [
    { request, when: 'before' },
    ...(request.method === 'GET' ? [] : [{ request, when: 'after' } as const]),
  ])
  if (CUTS === 'all') return all
  const last = all.findLast(({ when }) => when === 'after')
  const byChance = all.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
  const chosen = new Set([...(last === undefined ? [] : [last]), ...byChance].slice(0, most))
  return all.filter((cut) => chosen.has(cut))
}

const rank = ({ request, when }: Cut): string => createHash('sha256').update(`${seed} ${request.number} ${when}`).digest('hex')
