import { revealer } from '../transport/credentials.ts'
import { CredentialsNotFoundError } from './errors.ts'
import type { FoundCredentials } from './find-credentials.ts'

/**
 * The key or token itself, for programs beside this SDK, such as `docker login`. An identity is exchanged for a token now; it lives 90
 * minutes or more.
 *
 * @throws {CredentialsNotFoundError} there is none; it lists every place
 * @throws {IdentityError} the identity could not be had, or the service gave no token for it
 */
export async function revealCredential({ apiKey, accessToken, searched }: FoundCredentials): Promise<string> {
  const secret = apiKey ?? accessToken
  if (secret === undefined) throw new CredentialsNotFoundError(searched)
  return await revealer(secret, apiKey === undefined ? 'accessToken' : 'apiKey', new Set())()
}
