import { stringify } from 'yaml'
import type { ClientConfiguration, ClientPlace } from '../../../format/client-configuration.ts'

/** The configuration of gem and Bundler for a repository, which becomes the only source of gems. */
export function rubyClients({ url, downloads, credentials }: ClientPlace): [ClientConfiguration, ...ClientConfiguration[]] {
  const { username, password } = credentials
  const source = new URL(`${downloads}/`)
  Object.assign(source, { username, password })
  return [
    {
      client: 'gem',
      files: { '.gemrc': stringify({ ':sources': [source.href], ':update_sources': true }) },
      // A variable, because gem refuses a ~/.gem/credentials file that others can read, and whoever writes the file may forget that.
      environment: { RUBYGEMS_HOST: url, GEM_HOST_API_KEY: `Token ${password}` },
      commands: { install: 'gem install NAME', publish: 'gem push NAME-VERSION.gem' },
    },
    {
      client: 'bundle',
      // For files of a mirror, Bundler only uses credentials in the URL.
      files: { '.bundle/config': stringify({ BUNDLE_MIRROR__ALL: source.href }) },
      environment: {},
      commands: { install: 'bundle install' },
    },
  ]
}
