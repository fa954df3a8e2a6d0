import type { UpstreamFormat } from '@cloudsmith-sdk/client'

/** Where a repository fetches from what it does not hold. */
export interface UpstreamDefinition {
  readonly format: UpstreamFormat
  /** What the repository calls it. */
  readonly name: string
  /** Address that packages are fetched from. */
  readonly url: string
}
