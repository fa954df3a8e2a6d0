import type { WaivedPackages, Waiver } from '@cloudsmith-sdk/promotion'
import type { Head } from './head.ts'

/** `waivers list`: what is let past gates. */
export interface WaiverListDocument extends Head<'waiver-list'> {
  readonly owner: string
  /** The next to end first. */
  readonly waivers: readonly ListedWaiver[]
}

/** A waiver, and whether its time is over. */
export interface ListedWaiver extends Waiver {
  readonly expired: boolean
}

/** `waivers check`: whether all of them are of use. */
export interface WaiverCheckDocument extends Head<'waiver-check'> {
  readonly owner: string
  readonly waivers: readonly CheckedWaiver[]
}

/** A waiver, and what is said of it. */
export interface CheckedWaiver extends WaiverFlaws {
  readonly waiver: Waiver
}

/** What is said of a waiver, as sentences without full stop of which it is the subject. */
export interface WaiverFlaws {
  /** It is no use, and should be mended or removed. */
  readonly flaws: readonly string[]
  /** It does not count yet. */
  readonly notes: readonly string[]
}

/** `waivers draft`: what would have to be waived for a plan to go. */
export interface WaiverDraftDocument extends Head<'waiver-draft'> {
  /** Digest of the plan. */
  readonly plan: string
  readonly waivers: readonly DraftedWaiver[]
}

/** A waiver that would help, without what only people know: who answers for it, why, and how long. */
export interface DraftedWaiver {
  readonly waives: string
  readonly packages: readonly WaivedPackages[]
  readonly stages: readonly string[]
  /** People and groups whose waiver counts. */
  readonly mayWaive: readonly string[]
  /** The version that fixes the vulnerability; null where none is known, or it is a gate. */
  readonly fixed: string | null
}
