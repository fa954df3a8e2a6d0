import type { FetchLike, Secret } from '@cloudsmith-sdk/client'

/** The registry that `docker pull` speaks with, and how to show it who asks. */
export interface Registry {
  /**
   * An API key, or the token of an entitlement: the password of `docker login`. A function is asked before each use, and once more with what the
   * registry has refused.
   */
  readonly credential: Secret
  /** Goes with it. Default: `token`; the service takes any. */
  readonly username?: string | undefined
  /**
   * Where the registry is, without its `/v2`; https, but for loopback addresses. The credential goes nowhere else. Default:
   * `https://docker.cloudsmith.io`.
   */
  readonly origin?: string | undefined
  /** Default: the global one, looked up at every request. */
  readonly fetch?: FetchLike | undefined
}

/** An image at the registry. */
export interface ImagePlace {
  readonly owner: string
  readonly repo: string
  /** As in `docker pull`, after owner and repository: `api`, `team/api`. */
  readonly name: string
}
