import type { Edge } from '../pipeline/pipeline.ts'
import type { Hold } from './hold.ts'

/** An edge of a pipeline, by the names of its stages, and by its own where it has one. */
export type EdgeName = Pick<Edge, 'name' | 'from' | 'to'>

/** An edge in a workspace. */
export interface HeldEdge extends EdgeName {
  /** Slug of the workspace. */
  readonly owner: string
}

/**
 * Where paused edges are written down. Packages are held at the service itself, by a tag, and need no store; for an edge the service has no
 * place that is not somebody else's: see `fileHolds` of the entry `/node`.
 *
 * What it throws stops whatever asked: an edge that may be paused is not taken.
 */
export interface HoldStore {
  /** What pauses an edge, also if its time is over; undefined where nothing does. */
  read(edge: HeldEdge): Promise<Hold | undefined> | Hold | undefined
  /** Pauses an edge, in place of whatever paused it before. */
  write(edge: HeldEdge, hold: Hold): Promise<void> | void
  /** Ends what pauses an edge; nothing may. */
  remove(edge: HeldEdge): Promise<void> | void
}
