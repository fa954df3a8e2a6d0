import type { UpstreamFormat } from '@cloudsmith-sdk/client'

/** An upstream from which a repository fetches packages that it does not have. */
export interface UpstreamDefinition {
  /** Format of its packages. */
  readonly format: UpstreamFormat
  /** Name of the upstream in the repository. */
  readonly name: string
  /** URL that packages are fetched from. */
  readonly url: string
}
