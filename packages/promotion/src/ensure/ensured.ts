import type { UpstreamDefinition } from '../pipeline/upstreams.ts'

/** Something that was missing. */
export type Created = {
  /** Name of the stage; of all of them where several share the repository. */
  readonly stage: string
  /** Slug of its repository. */
  readonly repository: string
} & ({ readonly what: 'repository' } | { readonly what: 'upstream'; readonly upstream: UpstreamDefinition })

/** Something that is there, and not as the pipeline wants it. */
export interface Difference {
  /** Name of the stage; of all of them where several share the repository. */
  readonly stage: string
  /** Such as `type`, `retention` or `npm upstream npmjs`. */
  readonly what: string
  readonly is: string
  readonly wanted: string
}

/** What became of the repositories of a pipeline. Plain data: `JSON.stringify` keeps all of it. */
export interface Ensured {
  readonly owner: string
  /** Nothing was created: `created` is what would be. */
  readonly dryRun: boolean
  /** In the order of the stages. */
  readonly created: readonly Created[]
  /** What was left as it is, in the order of the stages. */
  readonly differs: readonly Difference[]
}
