import { CloudsmithError } from '../errors/base.ts'

/**
 * No credential was found in any of the places that are searched.
 *
 * @remedy Set `CLOUDSMITH_API_KEY`, pass `{ apiKey }`, or put `api_key` into `~/.cloudsmith/credentials.ini`. `searched` lists the places that
 * were searched.
 */
export class CredentialsNotFoundError extends CloudsmithError {
  static override readonly kind: string = 'CredentialsNotFoundError'

  /** Every place that was searched, in order, with what was found there. */
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
 * The CI system or cloud platform issued no identity token, or Cloudsmith did not accept it in exchange for a token of its own.
 *
 * Neither the message nor any property contains the identity token or a token of the service.
 *
 * @remedy Allow the job to request an identity token (`id-token: write` on GitHub, `id_tokens` on GitLab), and check that the OpenID
 * Connect settings of the workspace list this issuer, its claims and the service account.
 */
export class IdentityError extends CloudsmithError {
  static override readonly kind: string = 'IdentityError'
}
