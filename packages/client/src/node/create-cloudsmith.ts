import { Cloudsmith } from '../cloudsmith.ts'
import { defaultBaseUrl } from '../options.ts'
import type { DiscoveryOptions } from './discovery-options.ts'
import { findCredentials } from './find-credentials.ts'

/**
 * Creates a client with the credential that the vendor's command line would use: see {@link findCredentials}. Files are read immediately, but
 * nothing is sent before the first call. A token that the service refuses is renewed once and the call is sent again.
 *
 * @throws {CredentialsNotFoundError} with `required`: no credential was found; the error lists every place that was searched
 * @throws {InvalidRequestError} an option or a file has an invalid value
 */
export function createCloudsmith(options: DiscoveryOptions = {}): Cloudsmith {
  const { apiKey, accessToken, baseUrl } = findCredentials(options)
  // Prevents the client from searching again by itself: the search may have been given a different environment.
  return new Cloudsmith({ ...options, apiKey: apiKey ?? null, accessToken, baseUrl: baseUrl ?? defaultBaseUrl })
}
