import type { WaivedPackages, Waiver } from '@cloudsmith-sdk/promotion'
import type { Head } from './head.ts'

/** Output of `waivers list`: the waivers of the pipeline. */
export interface WaiverListDocument extends Head<'waiver-list'> {
  /** Slug of the workspace. */
  readonly owner: string
  /** Those that expire next first. */
  readonly waivers: readonly ListedWaiver[]
}

/** A waiver, and whether it has expired. */
export interface ListedWaiver extends Waiver {
  /** Whether it has expired. */
  readonly expired: boolean
}

/** Output of `waivers check`: whether every waiver is of use. */
export interface WaiverCheckDocument extends Head<'waiver-check'> {
  /** Slug of the workspace. */
  readonly owner: string
  readonly waivers: readonly CheckedWaiver[]
}

/** A waiver, and what the check found. */
export interface CheckedWaiver extends WaiverFlaws {
  readonly waiver: Waiver
}

/** What the check found, as sentences without a full stop whose subject is the waiver. */
export interface WaiverFlaws {
  /** Why it is of no use, and should be corrected or removed. */
  readonly flaws: readonly string[]
  /** Why it does not count yet. */
  readonly notes: readonly string[]
}

/** Output of `waivers draft`: the waivers that a plan needs. */
export interface WaiverDraftDocument extends Head<'waiver-draft'> {
  /** Digest of the plan. */
  readonly plan: string
  readonly waivers: readonly DraftedWaiver[]
}

/** A waiver that would help, without what only people can decide: who approves it, why, and until when. */
export interface DraftedWaiver {
  /** A gate, or the identifier of a vulnerability. */
  readonly waives: string
  /** The packages that it would apply to. */
  readonly packages: readonly WaivedPackages[]
  /** Names of the stages that it would apply to. */
  readonly stages: readonly string[]
  /** People and groups who may approve the waiver. */
  readonly mayWaive: readonly string[]
  /** The version in which the vulnerability is fixed; null if none is known, or if a gate is waived. */
  readonly fixed: string | null
}
