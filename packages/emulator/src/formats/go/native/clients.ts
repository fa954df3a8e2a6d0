import type { ClientConfiguration, ClientPlace } from '../../../format/client-configuration.ts'

/**
 * The configuration of go for a repository. go sends no password over an unencrypted connection: there, the URL has to contain an entitlement token.
 * An open repository needs no credential.
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
      // The public checksum database does not know private modules.
      environment: { GOPROXY: proxy.href, GONOSUMDB: '*' },
      commands: { install: 'go get NAME@VERSION' },
    },
  ]
}
