import type { Tone } from '../text/state.ts'

/** An event of a run, as it is shown. */
export interface ShownEvent {
  readonly seq: number
  /** When it happened, in ISO 8601. */
  readonly at: string
  readonly tone: Tone
  /** What happened, in the service's words. */
  readonly word: string
  /** Packages and reasons, in words from outside. */
  readonly detail: string
}

/** The progress of a run. */
export interface ShownProgress {
  readonly done: number
  readonly total: number
  readonly requests: number
  readonly minutes: number | null
}

/** The state of a running run on its page. Server and browser render it in the same way. */
export interface LiveState {
  readonly progress: ShownProgress | null
  /** Events, latest first. */
  readonly events: readonly ShownEvent[]
  /** The outcome; null while the run goes on. */
  readonly outcome: string | null
}

/** Maximum number of events shown. */
export const mostEvents = 200

/** Adds later events at the start; events that are already there are not changed. */
export function withEvents(state: LiveState, events: readonly ShownEvent[], progress: ShownProgress | null): LiveState {
  const last = state.events[0]?.seq ?? 0
  const fresh = events.filter(({ seq }) => seq > last).toReversed()
  return { ...state, events: [...fresh, ...state.events].slice(0, mostEvents), progress: progress ?? state.progress }
}
