import { defaultBaseUrl } from '../options.ts'
import { checkSecret, type Secret } from '../transport/credentials.ts'
import { findBaseUrl, refuseForeignProxy } from './base-url.ts'
import type { DiscoveryOptions } from './discovery-options.ts'
import { type Environment, environmentOf } from './environment.ts'
import { CredentialsNotFoundError } from './errors.ts'
import { type Found, findIdentity, type NotFound } from './identity.ts'
import { readSettings, type Settings } from './settings.ts'

/** What was found: options for `new Cloudsmith()`, and where they are from. Printing it shows no secret that was found. */
export interface FoundCredentials {
  /** Sent as `X-Api-Key`. A function, unless it was given as text. Undefined where nothing was found, or `accessToken` was given. */
  readonly apiKey?: Secret | undefined
  /** As it was given. */
  readonly accessToken?: Secret | undefined
  /** Undefined for the service's own address. */
  readonly baseUrl?: string | undefined
  /** Where the credential is from, for people; undefined where there is none. */
  readonly source: string | undefined
  /** Where there is no credential: every place that was looked at, in order, with what was found there. */
  readonly searched: readonly string[]
}

/**
 * Finds the credential that the vendor's command line would use: the options, `CLOUDSMITH_API_KEY`, `credentials.ini` (of the working
 * directory, the system's folder for settings, `~/.cloudsmith`), then the identity of the CI job or the machine (CircleCI,
 * Azure DevOps, GitHub Actions, Bitbucket, GitLab, Buildkite, a token in `CLOUDSMITH_OIDC_TOKEN` or in the file that
 * `CLOUDSMITH_OIDC_TOKEN_FILE` names, AWS, Google Cloud), exchanged for a token of a service account when it is first needed.
 * Not the session that `cloudsmith login` keeps in the system's keyring.
 *
 * @throws {CredentialsNotFoundError} `required`, and there is none; it lists every place
 * @throws {InvalidRequestError} a file is malformed or names a host that it must not, a profile or file that was named is not there
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

/** A function, because what holds the text itself shows it when it is printed. */
function hidden(value: string, name: string): Secret {
  const secret = checkSecret(value, name)
  return () => secret
}
