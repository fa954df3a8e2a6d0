import { CloudsmithError } from '../errors/base.ts'

/**
 * There is no credential in any of the places where one may be.
 *
 * @remedy Set `CLOUDSMITH_API_KEY`, pass `{ apiKey }`, or put `api_key` into `~/.cloudsmith/credentials.ini`; `searched`
 * says where it was looked for.
 */
export class CredentialsNotFoundError extends CloudsmithError {
  static override readonly kind: string = 'CredentialsNotFoundError'

  /** Every place that was looked at, in order, with what was found there. */
  readonly searched: readonly string[]

  constructor(searched: readonly string[]) {
    super(
      `No credential was found. Set CLOUDSMITH_API_KEY, pass { apiKey }, or put api_key into ~/.cloudsmith/credentials.ini.
Searched, in order:${searched.map((line) => `\n  ${line}`).join('')}`,
    )
    this.searched = searched
  }
}

/**
 * The identity that a build system vouches for could not be had, or Cloudsmith gave no token for it.
 *
 * Neither the message nor any property holds the identity token or a token of the service.
 *
 * @remedy Let the job have an identity (`id-token: write` on GitHub, `id_tokens` on GitLab), and check that the OpenID
 * Connect settings of the workspace name this issuer, its claims and the service account.
 */
export class IdentityError extends CloudsmithError {
  static override readonly kind: string = 'IdentityError'
}
