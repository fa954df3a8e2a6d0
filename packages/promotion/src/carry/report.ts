import type { KeptFile } from '../package/files.ts'
import type { Identity } from '../repository/identity.ts'
import type { Place } from '../repository/place.ts'

/** The outcome for one package. */
export type CarryOutcome =
  /** This call brought it to the destination, where it was verified. */
  | 'carried'
  /** It was there before with the same bytes, or somebody else brought it, and it was verified there. */
  | 'already there'
  /** A gate holds it back, its format cannot be carried, or its state does not allow it. */
  | 'blocked'
  /** Time was up, or a gate waits for something: call again. */
  | 'waiting'
  /** The destination has a package with the same name and version, but different bytes. */
  | 'conflict'
  /** It did not arrive as it should have. */
  | 'failed'

/** A package in a {@link CarryReport}. */
export interface CarryItem {
  readonly package: Identity
  readonly outcome: CarryOutcome
  /** Sentences without a full stop: why it is not there, or what was lost on the way. */
  readonly reasons: readonly string[]
  /** `slug_perm` at the source. */
  readonly source: string
  /** `slug_perm` at the destination; null if it is not there. */
  readonly destination: string | null
  /** Every file, as reported by the source. For `carried` and `already there`, the destination has the same files. */
  readonly files: readonly KeptFile[]
  /** Its scan at the destination; null if none was seen. `completedAt` is in ISO 8601. */
  readonly scan: { readonly status: string; readonly completedAt: string | null } | null
}

/** What a `carry` call did, and what it did not. Plain data: `JSON.stringify` keeps all of it. */
export interface CarryReport {
  readonly source: Place
  readonly destination: Place
  /** Whether every package is at the destination and verified. */
  readonly complete: boolean
  /** Start, in ISO 8601. */
  readonly startedAt: string
  /** End, in ISO 8601. */
  readonly finishedAt: string
  /** In the order in which a plan lists packages. */
  readonly items: readonly CarryItem[]
}

/** Whether a package is at the destination. */
export const isThere = ({ outcome }: Pick<CarryItem, 'outcome'>): boolean => outcome === 'carried' || outcome === 'already there'
