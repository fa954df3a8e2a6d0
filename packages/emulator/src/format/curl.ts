import type { ClientConfiguration, ClientPlace } from './client-configuration.ts'

/** How curl is told of a repository that has files at addresses of their own. @param example below that: where a file is */
export function curlClient(
  base: string,
  { credentials }: Pick<ClientPlace, 'credentials'>,
  example: string,
): ClientConfiguration {
  const { username, password } = credentials
  return {
    client: 'curl',
    files: { '.netrc': `machine ${new URL(base).hostname}\nlogin ${username}\npassword ${password}\n` },
    environment: {},
    commands: { download: `curl --netrc --fail --location --remote-name ${base}/${example}` },
  }
}
