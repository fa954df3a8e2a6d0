import { revealer } from '../transport/credentials.ts'
import { CredentialsNotFoundError } from './errors.ts'
import type { FoundCredentials } from './find-credentials.ts'

/**
 * Resolves to the key or token itself, for use by other programs such as `docker login`. An OIDC identity is exchanged for a token immediately;
 * the token is valid for 90 minutes or more.
 *
 * @throws {CredentialsNotFoundError} no credential was found; the error lists every place that was searched
 * @throws {IdentityError} no identity token could be obtained, or the service issued no token for it
 */
export async function revealCredential({ apiKey, accessToken, searched }: FoundCredentials): Promise<string> {
  const secret = apiKey ?? accessToken
  if (secret === undefined) throw new CredentialsNotFoundError(searched)
  return await revealer(secret, apiKey === undefined ? 'accessToken' : 'apiKey', new Set())()
}
