import type { ClientConfiguration, ClientPlace } from '../../../format/client-configuration.ts'

/**
 * How go is told of a repository. It sends no password where nothing is encrypted: there, the address has to have the token of an entitlement in
 * it, which a key is not. An open repository is read without.
 *
 * @see docs/service.md#native-registries
 */
export function goClients({
  owner,
  repo,
  url,
  downloads,
  credentials,
  token = credentials.password,
}: ClientPlace): [ClientConfiguration] {
  const { username, password } = credentials
  const proxy = new URL(url)
  if (proxy.protocol === 'https:') Object.assign(proxy, { username, password })
  else proxy.href = downloads.replace(`/basic/${owner}/${repo}/`, `/${encodeURIComponent(token)}/${owner}/${repo}/`)
  return [
    {
      client: 'go',
      files: {},
      // The public database of checksums knows no modules of one's own.
      environment: { GOPROXY: proxy.href, GONOSUMDB: '*' },
      commands: { install: 'go get NAME@VERSION' },
    },
  ]
}
