import type { Destination } from '../pipeline/edge-of.ts'
import { nameKey } from './newest.ts'
import type { Plan } from './plan.ts'

/**
 * The versions that a destination marks as the latest, and that must not move back when packages arrive, by `nameKey`. Empty if the stage
 * does not require that, or if nothing is sent.
 */
export const watchedOf = ({ latest }: Pick<Plan, 'latest'>, stage: Pick<Destination, 'latest' | 'action'>): Map<string, string> =>
  new Map(
    latest.flatMap((move): [string, string][] =>
      stage.latest === 'block' && stage.action !== 'tag' && move.marked !== null ? [[nameKey(move), move.marked]] : [],
    ),
  )
