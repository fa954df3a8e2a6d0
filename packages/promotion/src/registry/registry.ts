import type { FetchLike, Secret } from '@cloudsmith-sdk/client'

/** The image registry that `docker pull` uses, and the credential for it. */
export interface Registry {
  /**
   * An API key or an entitlement token: the password of `docker login`. A function is called before each use, and once more with the rejected
   * value if the registry rejects it.
   */
  readonly credential: Secret
  /** User name that is sent with the credential. Default: `token`; the service accepts any. */
  readonly username?: string | undefined
  /**
   * URL of the registry, without its `/v2`. Must be https, except for loopback addresses. The credential is sent nowhere else. Default:
   * `https://docker.cloudsmith.io`.
   */
  readonly origin?: string | undefined
  /** The fetch function to use. Default: the global one, looked up at every request. */
  readonly fetch?: FetchLike | undefined
}

/** Where an image is in a registry. */
export interface ImagePlace {
  readonly owner: string
  readonly repo: string
  /** As in `docker pull`, after owner and repository: `api` or `team/api`. */
  readonly name: string
}
