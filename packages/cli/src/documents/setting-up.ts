import type { Created, Difference, Ensured } from '@cloudsmith-sdk/promotion/ensure'
import type { Check } from '../core/result.ts'
import type { Head } from './head.ts'

/** `init`: what was written. */
export interface InitialisedDocument extends Head<'initialised'> {
  /** Slug of the workspace. */
  readonly owner: string
  /** Slugs of the repositories, from the first stage to the last. */
  readonly stages: readonly string[]
  /** From the working folder. */
  readonly files: readonly string[]
  /** Nothing was written. */
  readonly dryRun: boolean
}

/** A file of a pipeline. */
export interface InitialisedLine {
  readonly file: string
}

/** `doctor`: whether everything is there that promotions need. */
export interface DiagnosisDocument extends Head<'diagnosis'> {
  readonly owner: string
  readonly checks: readonly Check[]
}

/** `validate`: what belongs to a pipeline. */
export interface ValidationDocument extends Head<'validation'> {
  /** Where the pipeline is. */
  readonly file: string
  readonly owner: string
  readonly stages: readonly ValidatedStage[]
  readonly edges: readonly ValidatedEdge[]
  /** How many there are of each. */
  readonly waivers: number
  readonly approvals: number
  readonly revocations: number
  readonly keys: number
  readonly issuers: number
}

/** A stage of a pipeline that is right. */
export interface ValidatedStage {
  readonly name: string
  readonly repository: string
  /** Names, in the order in which they are asked. */
  readonly gates: readonly string[]
}

/** A way from one stage to another. */
export interface ValidatedEdge {
  readonly from: string
  readonly to: string
  readonly name: string | null
}

/** `ensure`: what was created, and what is not as the pipeline has it. */
export interface EnsuredDocument extends Head<'ensured'>, Ensured {}

/** Something that was created, or is not as the pipeline has it. */
export type EnsuredLine = Created | Difference

/** `completion`: what teaches a shell. */
export interface CompletionDocument extends Head<'completion'> {
  readonly shell: string
  readonly script: string
}

/** `emulator`: where it was. */
export interface EmulatorDocument extends Head<'emulator'> {
  readonly url: string
}
