import { Cloudsmith } from '../cloudsmith.ts'
import { defaultBaseUrl } from '../options.ts'
import type { DiscoveryOptions } from './discovery-options.ts'
import { findCredentials } from './find-credentials.ts'

/**
 * Makes a client with the credential that the vendor's command line would use: see `findCredentials`. Files are read at once, nothing is
 * sent before the first call. A token that the service refuses is replaced once, and the call sent again.
 *
 * @throws {CredentialsNotFoundError} `required`, and there is no credential; it lists every place
 * @throws {InvalidRequestError} an option or a file has a value that cannot be
 */
export function createCloudsmith(options: DiscoveryOptions = {}): Cloudsmith {
  const { apiKey, accessToken, baseUrl } = findCredentials(options)
  // What was not found must not be looked for again: the search may have been told of another environment.
  return new Cloudsmith({ ...options, apiKey: apiKey ?? null, accessToken, baseUrl: baseUrl ?? defaultBaseUrl })
}
