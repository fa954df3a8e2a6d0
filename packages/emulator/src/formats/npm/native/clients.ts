import type { ClientConfiguration, ClientPlace } from '../../../format/client-configuration.ts'

/** The configuration of npm, pnpm and Yarn for a repository. */
export function npmClients({ url, credentials }: ClientPlace): [ClientConfiguration, ...ClientConfiguration[]] {
  const registry = `${url}/`
  const npmrc = `registry=${registry}\n${withoutScheme(registry)}:_authToken=${credentials.password}\n`
  const { protocol, hostname } = new URL(url)
  const yarnrc = [
    `npmRegistryServer: ${JSON.stringify(registry)}`,
    `npmAuthToken: ${JSON.stringify(credentials.password)}`,
    'npmAlwaysAuth: true',
    ...(protocol === 'http:' ? ['unsafeHttpWhitelist:', `  - ${JSON.stringify(hostname)}`] : []),
  ]
  return [
    {
      client: 'npm',
      files: { '.npmrc': npmrc },
      environment: {},
      commands: { install: 'npm install NAME', publish: 'npm publish' },
    },
    {
      client: 'pnpm',
      files: { '.npmrc': npmrc },
      environment: {},
      commands: { install: 'pnpm add NAME', publish: 'pnpm publish' },
    },
    {
      client: 'yarn',
      files: { '.yarnrc.yml': `${yarnrc.join('\n')}\n` },
      environment: {},
      commands: { install: 'yarn add NAME', publish: 'yarn npm publish' },
    },
  ]
}

const withoutScheme = (url: string): string => url.slice(url.indexOf('//'))
