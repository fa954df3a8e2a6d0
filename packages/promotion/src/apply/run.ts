import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { hasTag } from '../package/tags.ts'
import type { Destination } from '../pipeline/edge-of.ts'
import type { Stage } from '../pipeline/pipeline.ts'
import { costOf } from '../plan/cost.ts'
import { isSent } from '../plan/is-sent.ts'
import type { Plan } from '../plan/plan.ts'
import type { RepositoryReader } from '../repository/repository.ts'
import type { ApplyEvent, Progress } from './events.ts'
import { isGood, isOpen, type Journey } from './journey.ts'
import type { Needs } from './needs.ts'

/** An event without the part that all events share. */
export type Told = ApplyEvent extends infer Event ? (Event extends ApplyEvent ? Omit<Event, 'progress'> : never) : never

/** What the parts of a run share. */
export interface Run {
  readonly cloudsmith: Cloudsmith
  readonly plan: Plan
  /** The stage that packages come from. */
  readonly from: Stage
  /** The stage that packages go to. */
  readonly stage: Destination
  readonly source: RepositoryReader
  readonly destination: RepositoryReader
  readonly journeys: readonly Journey[]
  readonly needs: Needs
  readonly signal: AbortSignal | undefined
  /** When the run stops waiting for arrivals, in milliseconds of the clock. */
  readonly deadline: number
  readonly tell: (event: Told) => void
}

/** The progress of a run, and the work that remains if nothing goes wrong. */
export function progressOf({ cloudsmith, journeys, needs, plan }: Omit<Run, 'tell'>): Progress {
  const open = journeys.filter(isOpen)
  const ahead = {
    waves: needs
      .waves(open.filter(({ sends, item }) => sends === 0 && isSent(item)))
      .map((wave) => wave.map(({ item }) => item.package)),
    present: [],
    marking: [],
    watching: [],
    tagging: plan.tag === null ? 0 : journeys.filter((journey) => isOpen(journey) || isBare(journey, plan.tag)).length,
    scanned: true,
    sizes: plan.estimates.sizes,
    found: plan.estimates.found,
    asking: 0,
  }
  const { requests, minutes } = costOf(ahead, { rateLimit: cloudsmith.rateLimit, now: cloudsmith.clock.now() })
  return { done: journeys.length - open.length, total: journeys.length, requests, minutes }
}

/** It has arrived, and its tag has not been requested yet. */
const isBare = (journey: Journey, tag: string | null): boolean =>
  isGood(journey) && !journey.delivered && !journey.askedForTag && !hasTag(journey.row, tag)
