import { stringify } from 'smol-toml'
import type { ClientConfiguration, ClientPlace } from '../../../format/client-configuration.ts'

/** The configuration of cargo for a repository, which becomes the default registry. */
export function cargoClients({ owner, repo, url, credentials }: ClientPlace): [ClientConfiguration, ...ClientConfiguration[]] {
  const name = `${owner}-${repo}`
  const config = stringify({
    registry: { default: name },
    registries: { [name]: { index: `sparse+${url}/`, 'credential-provider': 'cargo:token' } },
    source: { 'crates-io': { 'replace-with': name } },
  })
  return [
    {
      client: 'cargo',
      files: {
        '.cargo/config.toml': `${config}\n`,
        '.cargo/credentials.toml': `${stringify({ registries: { [name]: { token: credentials.password } } })}\n`,
      },
      // The file only takes effect in the home directory, this variable everywhere.
      environment: { [`CARGO_REGISTRIES_${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}_TOKEN`]: credentials.password },
      commands: { install: 'cargo add NAME', publish: `cargo publish --registry ${name}` },
    },
  ]
}
