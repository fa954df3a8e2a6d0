import { stringify } from 'yaml'
import type { ClientConfiguration, ClientPlace } from '../../../format/client-configuration.ts'

/** The configuration of Helm for a repository, as written by `helm repo add`. */
export function helmClients({ owner, repo, downloads, credentials }: ClientPlace): [ClientConfiguration] {
  const name = `${owner}-${repo}`
  const { username, password } = credentials
  const repositories = [{ name, url: `${downloads}/charts/`, username, password }]
  return [
    {
      client: 'helm',
      files: { '.config/helm/repositories.yaml': stringify({ apiVersion: 'v1', repositories }) },
      environment: {},
      commands: { install: `helm repo update && helm pull ${name}/NAME --version VERSION` },
    },
  ]
}
