import type { TrustedKey } from '../signing/open-envelope.ts'

/** The keys and token issuers that prove who gave an approval. Which person they belong to is in `people` of the pipeline. */
export interface Trust {
  /** Public keys. Default: none. */
  readonly keys?: readonly TrustedKey[] | undefined
  /** Issuers of identity tokens. Default: none. */
  readonly issuers?: readonly TrustedIssuer[] | undefined
}

/**
 * A trusted issuer of identity tokens, and which of its tokens count.
 *
 * Anyone who may run a job with an identity can get a token. Use `claims` to name the one job that asks people for approval, for example `{
 * repository: 'acme/releases', environment: 'approvals' }` for GitHub Actions, or `{ project_path: 'acme/releases', ref_protected: 'true' }` for
 * GitLab.
 */
export interface TrustedIssuer {
  /** URL, exactly as it appears in the tokens: `https://token.actions.githubusercontent.com`, `https://gitlab.com`. */
  readonly issuer: string
  /**
   * The audience of its tokens, if jobs cannot choose it, as with GitLab. Such a token is not bound to the document that it comes with: it proves
   * that a job with these claims ran, but whoever reads the token can attach it to any document. So the document counts only until the token expires.
   * Default: the audience must be `cloudsmith-promotion:` followed by the digest of the document, which GitHub Actions jobs can request.
   */
  readonly audience?: string | undefined
  /** Claims that its tokens must have; with several values, one of them. Default: none. */
  readonly claims?: Readonly<Record<string, string | readonly string[]>> | undefined
  /** The claim that identifies the person: `actor` for GitHub Actions, `user_login` for GitLab. Default: `sub`. */
  readonly subject?: string | undefined
  /**
   * Its public keys, as a JSON Web Key Set. Keep a copy of them if approvals must still count after the issuer has changed its keys. Default: the
   * keys that it publishes.
   */
  readonly keys?: { readonly keys: readonly object[] } | undefined
}
