import type { Clock, Cloudsmith } from '@cloudsmith-sdk/client'
import type { Stage } from '../pipeline/define-pipeline.ts'
import { costOf } from '../plan/cost.ts'
import type { Plan } from '../plan/plan.ts'
import type { ApplyEvent, Progress } from './events.ts'
import type { Journey } from './journey.ts'
import type { Place } from './look.ts'

/** An event without what every event has. */
export type Told = ApplyEvent extends infer Event ? (Event extends ApplyEvent ? Omit<Event, 'progress'> : never) : never

/** What the parts of a run share. */
export interface Run {
  readonly cloudsmith: Cloudsmith
  readonly plan: Plan
  readonly stage: Stage
  readonly source: Place
  readonly destination: Place
  readonly journeys: readonly Journey[]
  readonly clock: Clock
  readonly signal: AbortSignal | undefined
  /** When arrivals are no longer waited for, in milliseconds of the clock. */
  readonly deadline: number
  readonly tell: (event: Told) => void
}

/** How far a run has come, and what is left of it at least. */
export function progressOf({ cloudsmith, journeys, destination, plan, clock }: Omit<Run, 'tell'>): Progress {
  const open = journeys.filter(({ outcome, held }) => outcome === 'waiting' && !held)
  const { requests, minutes } = costOf(open.filter(({ sends }) => sends === 0).length, {
    present: destination.size,
    tagged: plan.tag !== null,
    rateLimit: cloudsmith.rateLimit,
    now: clock.now(),
  })
  return { done: journeys.length - open.length, total: journeys.length, requests, minutes }
}
