/** What the client configuration for a repository is made from. */
export interface ClientPlace {
  readonly owner: string
  readonly repo: string
  /** URL of the format's registry, without a trailing slash. */
  readonly url: string
  /** URL at the download host, for callers with a credential, or for anybody if the repository is open. */
  readonly downloads: string
  /** The host to pull images from, such as `docker.cloudsmith.io`. */
  readonly docker: string
  /** Returns the armoured public half of the repository's OpenPGP key. It is generated on the first call, which takes a moment. */
  signingKey(): string
  readonly credentials: ClientCredentials
  /**
   * An entitlement token, for clients that send nothing but a URL: the one that they sign in with, else the repository's default token; undefined if
   * that was deleted.
   */
  readonly token: string | undefined
}

/** The credentials of a client: a pair, or the token alone. */
export interface ClientCredentials {
  /** Always `token`. */
  readonly username: string
  /** The API key or the entitlement token. */
  readonly password: string
}

/** The configuration of one client for a repository. */
export interface ClientConfiguration {
  /** The program, such as `npm`. */
  readonly client: string
  /** Contents by file name, such as `.npmrc`. The client looks for these files in its working directory or the home directory. */
  readonly files: Readonly<Record<string, string>>
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string>>
  /** Shell commands by purpose, such as `install`. */
  readonly commands: Readonly<Record<string, string>>
}
