import { InvalidRequestError } from '../errors/base.ts'
import { asUrl } from '../options.ts'
import type { Environment } from './environment.ts'
import { splitList } from './list.ts'
import type { Setting, Settings } from './settings.ts'

/**
 * The URL of the service, from `CLOUDSMITH_API_HOST` or else from `api_host` in a `config.ini`; undefined if neither is set.
 *
 * A file in the working directory may come from somebody else's repository. It may only name Cloudsmith's own hosts and no proxy, because it
 * could otherwise send the user's key anywhere. `CLOUDSMITH_ALLOWED_API_HOST_SUFFIXES` and `CLOUDSMITH_ALLOWED_API_PROXY_SUFFIXES`
 * (comma-separated lists) allow more.
 *
 * @throws {InvalidRequestError} a file in the working directory names another host, or a proxy
 * @see docs/service.md#settings
 */
export function findBaseUrl(config: Settings, { variable }: Environment): string | undefined {
  const said = variable('CLOUDSMITH_API_HOST')
  if (said !== undefined) return asUrl(said)
  const setting = config.find('api_host')
  if (setting === undefined) return undefined
  const suffixes = ['cloudsmith.io', 'cloudsmith.com', ...splitList(variable('CLOUDSMITH_ALLOWED_API_HOST_SUFFIXES'))]
  refuseForeign(setting, suffixes, 'api_host', 'CLOUDSMITH_API_HOST')
  return asUrl(setting.value)
}

/**
 * Refuses a proxy that is set by a file in the working directory. Proxies set in other `config.ini` files are ignored: Node has its own
 * setting for that (`NODE_USE_ENV_PROXY`), and `fetch` is an option of the client.
 *
 * @throws {InvalidRequestError} such a file sets a proxy, and no environment variable allows or replaces it
 */
export function refuseForeignProxy(config: Settings, { variable }: Environment): void {
  if (variable('CLOUDSMITH_PROXY', 'CLOUDSMITH_API_PROXY') !== undefined) return
  const setting = config.find('proxy', 'api_proxy')
  const allowed = variable('CLOUDSMITH_ALLOWED_PROXY_SUFFIXES', 'CLOUDSMITH_ALLOWED_API_PROXY_SUFFIXES')
  if (setting !== undefined) refuseForeign(setting, splitList(allowed), 'proxy', 'CLOUDSMITH_API_PROXY')
}

function refuseForeign({ value, place }: Setting, suffixes: readonly string[], what: string, variable: string): void {
  // The host that a request would use: a name found in the text could also be in a path or before an @.
  const host = URL.parse(asUrl(value))?.hostname ?? ''
  const allowed = suffixes.map((suffix) => suffix.replace(/^\.+/, '').toLowerCase())
  if (!place.foreign || allowed.some((suffix) => host === suffix || host.endsWith(`.${suffix}`))) return
  throw new InvalidRequestError(
    `${place.path} sets the ${what} to ${host || 'no valid address'}. Somebody else may have put this file into the working directory, and your ` +
      `credential would be sent there. If that is intended, set ${variable}, or put the setting into your own config.ini.`,
  )
}
