import type { Identity } from '@cloudsmith-sdk/promotion'
import type { Diff, Drift, DriftItem, Matrix } from '@cloudsmith-sdk/promotion/compare'
import type { HistoryEntry } from '@cloudsmith-sdk/promotion/evidence'
import type { Head } from './head.ts'

/** Output of `diff`: what two stages have in common, and what differs. */
export interface DiffDocument extends Head<'diff'>, Diff {}

/** Output of `drift`: packages that bypassed the pipeline or have changed since. */
export interface DriftDocument extends Head<'drift'> {
  /** Slug of the workspace. */
  readonly owner: string
  /** What was found, by stage. */
  readonly stages: readonly Drift[]
}

/** A problem with a package of a stage. */
export interface DriftLine extends DriftItem {
  /** Name of the stage. */
  readonly stage: string
}

/** Output of `matrix`: which package is in which stage. */
export interface MatrixDocument extends Head<'matrix'>, Matrix {}

/** Output of `history`: what was promoted into a stage. */
export interface HistoryDocument extends Head<'history'> {
  /** Slug of the workspace. */
  readonly owner: string
  /** Name of the stage. */
  readonly stage: string
  /** What was promoted, oldest first. */
  readonly entries: readonly HistoryEntry[]
}

/** Output of `verify`: whether every package of a stage has evidence. */
export interface VerificationDocument extends Head<'verification'> {
  /** Slug of the workspace. */
  readonly owner: string
  /** Name of the stage. */
  readonly stage: string
  readonly items: readonly VerifiedPackage[]
}

/** Whether a package has valid evidence. */
export interface VerifiedPackage {
  readonly package: Identity
  /** `slug_perm` of the package in the stage. */
  readonly slugPerm: string
  readonly proved: boolean
  /** What is wrong with its evidence; null if it is proved. */
  readonly why: string | null
}
