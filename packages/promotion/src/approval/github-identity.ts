import { CloudsmithError } from '@cloudsmith-sdk/client'
import { mayBeSentSecrets } from '../text/https.ts'
import type { IdentitySource } from './word.ts'

/** Options of {@link githubIdentity}. */
export interface GithubIdentityOptions {
  /** Environment variables. Default: those of the process. */
  environment?: Readonly<Record<string, string | undefined>> | undefined
}

/**
 * The identity of a GitHub Actions job, which needs the permission `id-token: write`. The claim `actor` says who started the job. Anyone who may
 * start any job can get such a token, so the verifier should also require the claims of the one job that people start to approve.
 *
 * @returns an identity for `approve` and `revoke` that requests a new token each time
 * @see https://docs.github.com/en/actions/reference/security/oidc
 * @example
 * await approve(plan, { by: process.env.GITHUB_ACTOR, identity: githubIdentity() })
 */
export function githubIdentity({ environment = process.env }: GithubIdentityOptions = {}): IdentitySource {
  return async (audience) => {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret } = environment
    if (!address || !secret) throw new CloudsmithError('GitHub gives this job no identity: add the permission id-token: write.')
    const url = new URL(address)
    url.searchParams.set('audience', audience)
    if (!mayBeSentSecrets(url)) throw new CloudsmithError('The URL for identity tokens is not https.')
    const response = await fetch(url, {
      headers: { Authorization: `Bearer ${secret}`, Accept: 'application/json; api-version=2.0' },
    })
    const { value } = response.ok ? ((await response.json()) as { value?: unknown }) : {}
    if (typeof value === 'string') return value
    throw new CloudsmithError(`GitHub gave no identity token (${response.status}).`)
  }
}
