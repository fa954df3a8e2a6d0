import type { Tone } from '../text/state.ts'

/** Something that happened in a run, as it is shown. */
export interface ShownEvent {
  readonly seq: number
  /** ISO 8601. */
  readonly at: string
  readonly tone: Tone
  /** What happened, in words of the service. */
  readonly word: string
  /** What it happened to, and why: words of others. */
  readonly detail: string
}

/** How far a run is. */
export interface ShownProgress {
  readonly done: number
  readonly total: number
  readonly requests: number
  readonly minutes: number | null
}

/** What the page of a run shows while it goes on. Server and browser make the same of it. */
export interface LiveState {
  readonly progress: ShownProgress | null
  /** The latest first. */
  readonly events: readonly ShownEvent[]
  /** Null while it goes on. */
  readonly outcome: string | null
}

/** Events that are shown, at most. */
export const mostEvents = 200

/** Adds what happened since, the latest first; what is there already stays as it is. */
export function withEvents(state: LiveState, events: readonly ShownEvent[], progress: ShownProgress | null): LiveState {
  const last = state.events[0]?.seq ?? 0
  const fresh = events.filter(({ seq }) => seq > last).toReversed()
  return { ...state, events: [...fresh, ...state.events].slice(0, mostEvents), progress: progress ?? state.progress }
}
