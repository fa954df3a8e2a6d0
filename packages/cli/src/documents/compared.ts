import type { Identity } from '@cloudsmith-sdk/promotion'
import type { Diff, Drift, DriftItem, Matrix } from '@cloudsmith-sdk/promotion/compare'
import type { HistoryEntry } from '@cloudsmith-sdk/promotion/evidence'
import type { Head } from './head.ts'

/** `diff`: what two stages have in common, and what not. */
export interface DiffDocument extends Head<'diff'>, Diff {}

/** `drift`: what came past the pipeline. */
export interface DriftDocument extends Head<'drift'> {
  readonly owner: string
  readonly stages: readonly Drift[]
}

/** Something that is wrong with a package of a stage. */
export interface DriftLine extends DriftItem {
  readonly stage: string
}

/** `matrix`: which package is in which stage. */
export interface MatrixDocument extends Head<'matrix'>, Matrix {}

/** `history`: what was promoted into a stage. */
export interface HistoryDocument extends Head<'history'> {
  readonly owner: string
  readonly stage: string
  readonly entries: readonly HistoryEntry[]
}

/** `verify`: whether all of a stage is proved. */
export interface VerificationDocument extends Head<'verification'> {
  readonly owner: string
  readonly stage: string
  readonly items: readonly VerifiedPackage[]
}

/** Whether a package is proved. */
export interface VerifiedPackage {
  readonly package: Identity
  readonly slugPerm: string
  readonly proved: boolean
  /** What is wrong with what claims to prove it; null where it is proved. */
  readonly why: string | null
}
