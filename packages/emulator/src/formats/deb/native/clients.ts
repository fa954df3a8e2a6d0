import type { ClientConfiguration, ClientPlace } from '../../../format/client-configuration.ts'

/** The release for the configuration if no other is known. */
const usual = { distro: 'debian', release: 'trixie' }

/**
 * The configuration of apt for a repository, with the key in the list of sources. Over HTTP, apt only sends passwords if they are given with the
 * scheme in the URL.
 *
 * @see https://manpages.debian.org/bookworm/apt/sources.list.5.en.html#DEB822-STYLE_FORMAT
 */
export function debClients({ owner, repo, downloads, credentials, signingKey }: ClientPlace): [ClientConfiguration] {
  const name = `${owner}-${repo}`
  const { protocol, host, pathname } = new URL(downloads)
  const { username, password } = credentials
  const key = signingKey()
    .trimEnd()
    .split('\n')
    .map((line) => ` ${line === '' ? '.' : line}`)
  const sources = [
    '# The address ends with the distribution of the machine, and its release is the suite.',
    'Types: deb',
    `URIs: ${downloads}/${usual.distro}`,
    `Suites: ${usual.release}`,
    'Components: main',
    'Signed-By:',
    ...key,
  ]
  return [
    {
      client: 'apt-get',
      files: {
        [`etc/apt/sources.list.d/${name}.sources`]: `${sources.join('\n')}\n`,
        [`etc/apt/auth.conf.d/${name}.conf`]: `machine ${protocol === 'http:' ? 'http://' : ''}${host}${pathname}/ login ${username} password ${password}\n`,
      },
      environment: {},
      commands: { install: 'apt-get update && apt-get install NAME' },
    },
  ]
}
