import type { ClientConfiguration, ClientPlace } from './client-configuration.ts'

/** The configuration of curl for a repository whose files have their own URLs. @param example the path of a file below the repository */
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
