import { defaultBaseUrl } from '../options.ts'
import { checkSecret, type Secret } from '../transport/credentials.ts'
import { findBaseUrl, refuseForeignProxy } from './base-url.ts'
import type { DiscoveryOptions } from './discovery-options.ts'
import { type Environment, environmentOf } from './environment.ts'
import { CredentialsNotFoundError } from './errors.ts'
import { type Found, findIdentity, type NotFound } from './identity.ts'
import { readSettings, type Settings } from './settings.ts'

/** Options for `new Cloudsmith()`, and where they were found. Printing this object does not reveal a secret that was found. */
export interface FoundCredentials {
  /**
   * Sent as `X-Api-Key`. A function, unless it was passed as a string. Undefined if nothing was found, or if `accessToken` was passed
   * instead.
   */
  readonly apiKey?: Secret | undefined
  /** The `accessToken` that was passed. */
  readonly accessToken?: Secret | undefined
  /** Undefined for the service's default URL. */
  readonly baseUrl?: string | undefined
  /** Where the credential was found, for messages; undefined if there is none. */
  readonly source: string | undefined
  /** If there is no credential: every place that was searched, in order, with what was found there. Otherwise empty. */
  readonly searched: readonly string[]
}

/**
 * Finds the credential that the vendor's command line would use. Searched in this order: the options, `CLOUDSMITH_API_KEY`, `credentials.ini`
 * (in the working directory, the system's configuration folder and `~/.cloudsmith`), and then the OIDC identity of the CI job or machine:
 * CircleCI, Azure DevOps, GitHub Actions, Bitbucket, GitLab, Buildkite, a token in `CLOUDSMITH_OIDC_TOKEN` or in the file that
 * `CLOUDSMITH_OIDC_TOKEN_FILE` names, AWS, Google Cloud. An identity is exchanged for a token of a service account when it is first needed.
 * The session that `cloudsmith login` keeps in the system's keyring is not used.
 *
 * @throws {CredentialsNotFoundError} with `required`: no credential was found; the error lists every place that was searched
 * @throws {InvalidRequestError} a file is malformed or names a host that is not allowed, or a profile or file that was named does not exist
 * @see docs/service.md#credentials
 * @see docs/service.md#openid-connect
 * @see docs/service.md#settings
 */
export function findCredentials(options: DiscoveryOptions = {}): FoundCredentials {
  const environment = environmentOf(options)
  const { variable } = environment
  const { credentials, config } = readSettings(environment, options.profile ?? variable('CLOUDSMITH_PROFILE'))
  const baseUrl = options.baseUrl ?? findBaseUrl(config, environment)
  refuseForeignProxy(config, environment)

  const { apiKey, accessToken } = options
  if (apiKey !== undefined || accessToken !== undefined) {
    return { apiKey: apiKey ?? undefined, accessToken, baseUrl, source: 'the options', searched: [] }
  }
  const key = options.identityToken === undefined ? findKey(credentials, environment) : { searched: [] }
  if ('apiKey' in key) return { ...key, baseUrl, searched: [] }
  const identity = findIdentity({ ...options, baseUrl: baseUrl ?? defaultBaseUrl }, config, environment)
  if ('apiKey' in identity) return { ...identity, baseUrl, searched: [] }
  const searched = [...key.searched, ...identity.searched]
  if (options.required) throw new CredentialsNotFoundError(searched)
  return { baseUrl, source: undefined, searched }
}

function findKey(credentials: Settings, { variable }: Environment): Found | NotFound {
  const key = variable('CLOUDSMITH_API_KEY')
  if (key !== undefined) return { apiKey: hidden(key, 'CLOUDSMITH_API_KEY'), source: 'CLOUDSMITH_API_KEY' }
  const setting = credentials.find('api_key')
  if (setting === undefined) return { searched: ['CLOUDSMITH_API_KEY: not set', ...credentials.searched] }
  const source = `[${setting.section}] of ${setting.place.path}`
  return { apiKey: hidden(setting.value, `api_key in ${source}`), source }
}

/** Wraps a secret in a function, because an object that contains the string itself would reveal it when printed. */
function hidden(value: string, name: string): Secret {
  const secret = checkSecret(value, name)
  return () => secret
}
