import { formatInfo, formats } from '../../catalogue/formats.ts'
import { nativeOrigin, type Origins } from '../../core/hosts.ts'
import type { ClientConfiguration, ClientCredentials } from '../../format/client-configuration.ts'
import type { Native } from '../../format/native.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import { placeOf } from '../../world/urls.ts'
import { defaultTokenOf, entitlementsOf } from '../entitlements/records.ts'
import { keyOf } from '../signing-keys/key-of.ts'

/** The address of a repository for the clients of a format, and their configuration. */
export interface Registry {
  /** Slug of the format. */
  readonly format: string
  /** URL to install packages from, without a trailing slash. */
  readonly url: string
  /** The credentials that the clients use. */
  readonly credentials: ClientCredentials
  /** The clients with their configuration, the usual one first. */
  readonly clients: readonly [ClientConfiguration, ...ClientConfiguration[]]
  /** Returns the content of a configuration file, such as `.npmrc`. @throws {Error} if no client of the format has such a file */
  file(name: string): string
}

/** The formats whose clients are served, by slug. */
export const nativeFormats: readonly (readonly [format: string, native: Native])[] = Object.entries(formats).flatMap(
  ([format, { native }]) => (native === undefined ? [] : [[format, native] as const]),
)

/** Creates the configuration of a repository for the clients of a format. @param origins the base URLs to use */
export function registryOf(
  [format, native]: readonly [string, Native],
  repository: RepositoryRecord,
  origins: Origins,
  credentials: ClientCredentials,
): Registry {
  const place = placeOf(repository)
  const { docker } = origins
  const access = repository.settings.repository_type_str === 'Private' ? 'basic' : 'public'
  const downloads = `${origins.download}/${access}/${place}/${format}`
  // Clients of images know hosts, but no path prefixes.
  const origin = formatInfo(format).hasOwnRegistry ? new URL(docker).origin : undefined
  const own = native.host === undefined ? downloads : `${nativeOrigin(origins, native.host)}/${place}`
  const host = origin === undefined ? own : `${origin}/${place}`
  const [owner, repo] = [repository.workspace.slug, repository.settings.slug]
  const signingKey = () => keyOf(repository, 'gpg').publicKey
  const token = tokenFor(repository, credentials)
  const clients = native.clients({ owner, repo, url: host, downloads, docker, credentials, token, signingKey })
  return {
    format,
    url: native.hostTakesUploadsOnly ? downloads : host,
    credentials,
    clients,
    file(name) {
      const found = clients.find(({ files }) => Object.hasOwn(files, name))?.files[name]
      if (found !== undefined) return found
      const names = clients.flatMap(({ files }) => Object.keys(files))
      throw new Error(`No client of ${format} has a file ${name}, only ${[...new Set(names)].join(', ')}.`)
    },
  }
}

/** The given token itself, even if it is unknown; for an API key, the repository's default token. */
function tokenFor(repository: RepositoryRecord, { password }: ClientCredentials): string | undefined {
  const isKey = [...repository.workspace.members.keys()].some(({ keys }) =>
    [...keys.values()].some(({ key }) => key === password),
  )
  if (!isKey) return password
  return entitlementsOf(repository).get(defaultTokenOf(repository).slugPerm ?? '')?.settings.token
}
