import type { TrustedKey } from '../signing/open-envelope.ts'

/** Whose word counts, of people who sign. Whose key or token it is stands in `people` of the pipeline. */
export interface Trust {
  /** Public keys. Default: none. */
  readonly keys?: readonly TrustedKey[] | undefined
  /** Issuers of identity tokens. Default: none. */
  readonly issuers?: readonly TrustedIssuer[] | undefined
}

/**
 * An issuer of identity tokens, and which of its tokens count.
 *
 * Whoever may run a job with an identity can have a token: let `claims` say which job it is that asks people, such as
 * `{ repository: 'acme/releases', environment: 'approvals' }` with GitHub Actions, and `{ project_path: 'acme/releases', ref_protected: 'true' }`
 * with GitLab.
 */
export interface TrustedIssuer {
  /** URL, exactly as its tokens have it: `https://token.actions.githubusercontent.com`, `https://gitlab.com`. */
  readonly issuer: string
  /**
   * Whom its tokens are for, where jobs cannot choose that, as with GitLab. Such a token is not bound to what it comes with: it proves that a job
   * with these claims ran, and whoever reads the token can say anything with it. So what it comes with counts only as long as the token lives.
   * Default: the token has to be for `cloudsmith-promotion:` and the digest of the very document, as a job can ask for with GitHub Actions.
   */
  readonly audience?: string | undefined
  /** What its tokens have to say: of several values one. Default: nothing else. */
  readonly claims?: Readonly<Record<string, string | readonly string[]>> | undefined
  /** Claim that tells the person: `actor` with GitHub Actions, `user_login` with GitLab. Default: `sub`. */
  readonly subject?: string | undefined
  /**
   * Its public keys, as a JSON Web Key Set. Keep a copy of them for approvals that have to count when the issuer has new ones. Default: those that
   * it publishes.
   */
  readonly keys?: { readonly keys: readonly object[] } | undefined
}
