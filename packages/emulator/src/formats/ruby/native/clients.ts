import { stringify } from 'yaml'
import type { ClientConfiguration, ClientPlace } from '../../../format/client-configuration.ts'

/** How gem and Bundler are told of a repository: it then is where all gems come from. */
export function rubyClients({ url, downloads, credentials }: ClientPlace): [ClientConfiguration, ...ClientConfiguration[]] {
  const { username, password } = credentials
  const source = new URL(`${downloads}/`)
  Object.assign(source, { username, password })
  return [
    {
      client: 'gem',
      files: { '.gemrc': stringify({ ':sources': [source.href], ':update_sources': true }) },
      // Of ~/.gem/credentials, which has the same, gem wants that nobody else may read it: those who write files might forget that.
      environment: { RUBYGEMS_HOST: url, GEM_HOST_API_KEY: `Token ${password}` },
      commands: { install: 'gem install NAME', publish: 'gem push NAME-VERSION.gem' },
    },
    {
      client: 'bundle',
      // Bundler asks the mirror for files with what stands in its address alone.
      files: { '.bundle/config': stringify({ BUNDLE_MIRROR__ALL: source.href }) },
      environment: {},
      commands: { install: 'bundle install' },
    },
  ]
}
