import type { Created, Difference, Ensured } from '@cloudsmith-sdk/promotion/ensure'
import type { Check } from '../core/result.ts'
import type { Head } from './head.ts'

/** Output of `init`: which files were written. */
export interface InitialisedDocument extends Head<'initialised'> {
  /** Slug of the workspace. */
  readonly owner: string
  /** Slugs of the repositories, from the first stage to the last. */
  readonly stages: readonly string[]
  /** Paths relative to the working folder. */
  readonly files: readonly string[]
  /** True in a dry run: nothing was written. */
  readonly dryRun: boolean
}

/** A file that was written, or would be. */
export interface InitialisedLine {
  /** Path relative to the working folder. */
  readonly file: string
}

/** Output of `doctor`: whether everything that promotions need is in place. */
export interface DiagnosisDocument extends Head<'diagnosis'> {
  /** Slug of the workspace. */
  readonly owner: string
  /** The checks, in their order. */
  readonly checks: readonly Check[]
}

/** Output of `validate`: the valid pipeline, and what is next to it. */
export interface ValidationDocument extends Head<'validation'> {
  /** Path of the pipeline file. */
  readonly file: string
  /** Slug of the workspace. */
  readonly owner: string
  readonly stages: readonly ValidatedStage[]
  readonly edges: readonly ValidatedEdge[]
  /** Number of waivers. */
  readonly waivers: number
  /** Number of approvals. */
  readonly approvals: number
  /** Number of revocations. */
  readonly revocations: number
  /** Number of trusted keys. */
  readonly keys: number
  /** Number of trusted token issuers. */
  readonly issuers: number
}

/** A stage of the pipeline. */
export interface ValidatedStage {
  /** Name of the stage. */
  readonly name: string
  /** Slug of its repository. */
  readonly repository: string
  /** Names of its gates, in the order of evaluation. */
  readonly gates: readonly string[]
}

/** An edge of the pipeline. */
export interface ValidatedEdge {
  /** Name of the stage at which the edge starts. */
  readonly from: string
  /** Name of the stage to which it leads. */
  readonly to: string
  /** Name of the edge; null if it has none. */
  readonly name: string | null
}

/** Output of `ensure`: what was created, and what differs from the pipeline. */
export interface EnsuredDocument extends Head<'ensured'>, Ensured {}

/** Something that was created, or that differs from the pipeline. */
export type EnsuredLine = Created | Difference

/** Output of `completion`: the completion script of a shell. */
export interface CompletionDocument extends Head<'completion'> {
  /** Name of the shell. */
  readonly shell: string
  /** The script, to be evaluated by the shell. */
  readonly script: string
}

/** Output of `emulator`: its address. */
export interface EmulatorDocument extends Head<'emulator'> {
  /** Address of the emulator. */
  readonly url: string
}
