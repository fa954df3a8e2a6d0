import type { ClientConfiguration, ClientPlace } from '../../../format/client-configuration.ts'
import { escapeXml } from '../../../format/xml-writer.ts'

/** The configuration of NuGet's clients for a repository, which becomes the only source of packages. */
export function nugetClients({ owner, repo, url, credentials }: ClientPlace): [ClientConfiguration, ...ClientConfiguration[]] {
  // Names of XML elements start with a letter.
  const name = `cloudsmith-${owner}-${repo}`
  const added = (key: string, value: string, more = '') => `<add key="${escapeXml(key)}" value="${escapeXml(value)}"${more}/>\n`
  const source = ` protocolVersion="3"${url.startsWith('http:') ? ' allowInsecureConnections="true"' : ''}`
  const config = [
    '<?xml version="1.0" encoding="utf-8"?>\n<configuration>\n<packageSources>\n<clear/>\n',
    added(name, `${url}/v3/index.json`, source),
    `</packageSources>\n<packageSourceCredentials>\n<${name}>\n`,
    added('Username', credentials.username),
    added('ClearTextPassword', credentials.password),
    `</${name}>\n</packageSourceCredentials>\n</configuration>\n`,
  ].join('')
  const files = { 'nuget.config': config }
  return [
    {
      client: 'dotnet',
      files,
      environment: {},
      commands: { install: 'dotnet add package NAME', publish: `dotnet nuget push NAME.VERSION.nupkg --source ${name}` },
    },
    {
      client: 'nuget',
      files,
      environment: {},
      commands: { install: 'nuget install NAME', publish: `nuget push NAME.VERSION.nupkg -Source ${name}` },
    },
  ]
}
