import type { KeptFile } from '../package/files.ts'
import type { Identity } from '../repository/identity.ts'
import type { Place } from '../repository/place.ts'

/** What became of a package. */
export type CarryOutcome =
  /** It is at the destination, verified, and got there by this call. */
  | 'carried'
  /** It was there before with the same bytes, or another brought it; it is verified all the same. */
  | 'already there'
  /** A gate holds it back, its format cannot be carried, or it is not fit to go. */
  | 'blocked'
  /** Time was up, or a gate waits for something: call again. */
  | 'waiting'
  /** The destination has other bytes under its name and version. */
  | 'conflict'
  /** It did not arrive as it should have. */
  | 'failed'

/** A package of a {@link CarryReport}. */
export interface CarryItem {
  readonly package: Identity
  readonly outcome: CarryOutcome
  /** Sentences without full stop: why it is not there, or what of it stayed behind. */
  readonly reasons: readonly string[]
  /** `slug_perm` at the source. */
  readonly source: string
  /** `slug_perm` at the destination; null where it is not there. */
  readonly destination: string | null
  /** Every file as the source tells it; the same at the destination where the outcome says so. */
  readonly files: readonly KeptFile[]
  /** The scan that it had at the destination; null where none was seen. */
  readonly scan: { readonly status: string; readonly completedAt: string | null } | null
}

/** What was carried, and what not. Plain data: `JSON.stringify` keeps all of it. */
export interface CarryReport {
  readonly source: Place
  readonly destination: Place
  /** Everything is at the destination and verified. */
  readonly complete: boolean
  /** ISO 8601. */
  readonly startedAt: string
  readonly finishedAt: string
  /** In the order of plans. */
  readonly items: readonly CarryItem[]
}

/** Whether a package is where it should be. */
export const isThere = ({ outcome }: Pick<CarryItem, 'outcome'>): boolean => outcome === 'carried' || outcome === 'already there'
