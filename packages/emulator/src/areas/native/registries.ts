import { formatInfo, formats } from '../../catalogue/formats.ts'
import { nativeOrigin, type Origins } from '../../core/hosts.ts'
import type { ClientConfiguration, ClientCredentials } from '../../format/client-configuration.ts'
import type { Native } from '../../format/native.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import { placeOf } from '../../world/urls.ts'
import { defaultTokenOf, entitlementsOf } from '../entitlements/records.ts'
import { keyOf } from '../signing-keys/key-of.ts'

/** Where the clients of a format find a repository, and how they are told of it. */
export interface Registry {
  readonly format: string
  /** Where packages are installed from, without a slash at the end. */
  readonly url: string
  readonly credentials: ClientCredentials
  /** The usual client first. */
  readonly clients: readonly [ClientConfiguration, ...ClientConfiguration[]]
  /** What is in a file that a client is configured by, such as `.npmrc`. @throws {Error} for one that no client of the format has */
  file(name: string): string
}

/** The formats whose clients are answered, by slug. */
export const nativeFormats: readonly (readonly [format: string, native: Native])[] = Object.entries(formats).flatMap(
  ([format, { native }]) => (native === undefined ? [] : [[format, native] as const]),
)

/** Where the clients of a format find a repository. @param origins where the answer leads */
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
  // Clients of images know hosts, and no paths before the name.
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
      throw new Error(`No client of ${format} is configured by ${name}: there are ${[...new Set(names)].join(', ')}.`)
    },
  }
}

/** The token itself that was given, also where it is nobody's; for an API key, the repository's own. */
function tokenFor(repository: RepositoryRecord, { password }: ClientCredentials): string | undefined {
  const isKey = [...repository.workspace.members.keys()].some(({ keys }) =>
    [...keys.values()].some(({ key }) => key === password),
  )
  if (!isKey) return password
  return entitlementsOf(repository).get(defaultTokenOf(repository).slugPerm ?? '')?.settings.token
}
