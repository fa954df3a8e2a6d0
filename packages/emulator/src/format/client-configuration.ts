/** What the clients of a repository are to be told. */
export interface ClientPlace {
  readonly owner: string
  readonly repo: string
  /** Where the registry of the format is, without a slash at the end. */
  readonly url: string
  /** Where it is at the download host, for callers with a credential, or for anybody where the repository is open. */
  readonly downloads: string
  /** The host where images are pulled, such as `docker.cloudsmith.io`. */
  readonly docker: string
  /** The repository's OpenPGP key, of which this is the armoured public half: made when it is first asked for, which takes a moment. */
  signingKey(): string
  readonly credentials: ClientCredentials
  /**
   * The token of an entitlement, for clients that send nothing but an address: what they sign in with where it is one, else that which the
   * repository was given by itself; none where that is gone.
   */
  readonly token: string | undefined
}

/** What a client signs in with: as a pair, or the token alone. */
export interface ClientCredentials {
  /** `token`. */
  readonly username: string
  /** The API key, or the token of an entitlement. */
  readonly password: string
}

/** How one client is told of a repository. */
export interface ClientConfiguration {
  /** The program, such as `npm`. */
  readonly client: string
  /** Files by their names, such as `.npmrc`: those that the client looks for in the folder where it works, or at home. */
  readonly files: Readonly<Record<string, string>>
  /** Variables of its environment. */
  readonly environment: Readonly<Record<string, string>>
  /** What one then types, by what it does, such as `install`. */
  readonly commands: Readonly<Record<string, string>>
}
