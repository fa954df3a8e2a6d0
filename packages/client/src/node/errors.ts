import { CloudsmithError } from '../errors/base.ts'

/** There is no credential in any of the places where one may be. */
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
 */
export class IdentityError extends CloudsmithError {
  static override readonly kind: string = 'IdentityError'
}
