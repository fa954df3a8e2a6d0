import type { Edge } from '../pipeline/pipeline.ts'
import type { Hold } from './hold.ts'

/** An edge of a pipeline, by the names of its stages, and its own name if it has one. */
export type EdgeName = Pick<Edge, 'name' | 'from' | 'to'>

/** An edge in a workspace. */
export interface HeldEdge extends EdgeName {
  /** Slug of the workspace. */
  readonly owner: string
}

/**
 * Stores which edges are paused. Holds of packages do not need a store, as they are tags at the service; for edges the service has no suitable place.
 * See `fileHolds` in the entry `/node`.
 *
 * An error that it throws stops the caller: nothing is promoted along an edge that may be paused.
 */
export interface HoldStore {
  /** Returns the hold that pauses an edge, even if its time is over; undefined if there is none. */
  read(edge: HeldEdge): Promise<Hold | undefined> | Hold | undefined
  /** Pauses an edge, and replaces an earlier hold. */
  write(edge: HeldEdge, hold: Hold): Promise<void> | void
  /** Removes the hold of an edge, if there is one. */
  remove(edge: HeldEdge): Promise<void> | void
}
