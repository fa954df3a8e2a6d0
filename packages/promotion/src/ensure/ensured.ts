import type { UpstreamDefinition } from '../pipeline/upstreams.ts'

/** Something that was missing, and was created. */
export type Created = {
  /** Name of the stage; of all stages, if several share the repository. */
  readonly stage: string
  /** Slug of its repository. */
  readonly repository: string
} & ({ readonly what: 'repository' } | { readonly what: 'upstream'; readonly upstream: UpstreamDefinition })

/** Something that exists, but differs from the pipeline. */
export interface Difference {
  /** Name of the stage; of all stages, if several share the repository. */
  readonly stage: string
  /** What differs, such as `type`, `retention` or `npm upstream npmjs`. */
  readonly what: string
  /** The current value. */
  readonly is: string
  /** The value that the pipeline requires. */
  readonly wanted: string
}

/** What `ensure` created and found. Plain data: `JSON.stringify` keeps all of it. */
export interface Ensured {
  /** Slug of the workspace. */
  readonly owner: string
  /** If true, nothing was created: `created` lists what would be. */
  readonly dryRun: boolean
  /** In the order of the stages. */
  readonly created: readonly Created[]
  /** Differences that were left alone, in the order of the stages. */
  readonly differs: readonly Difference[]
}
