import type { ClientConfiguration, ClientPlace } from '../../../format/client-configuration.ts'

/** The configuration of docker, skopeo and Helm for a repository: all of them use docker's stored credentials. */
export function dockerClients({ url, credentials }: ClientPlace): [ClientConfiguration, ...ClientConfiguration[]] {
  const { host, pathname, protocol } = new URL(url)
  const place = `${host}${pathname}`
  const auth = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')
  const files = { '.docker/config.json': `${JSON.stringify({ auths: { [host]: { auth } } }, undefined, 2)}\n` }
  const isPlain = protocol === 'http:'
  const [skopeo, helm] = isPlain ? [(side: string) => ` --${side}-tls-verify=false`, ' --plain-http'] : [() => '', '']
  return [
    {
      client: 'docker',
      files,
      environment: {},
      commands: { install: `docker pull ${place}/NAME:TAG`, publish: `docker push ${place}/NAME:TAG` },
    },
    {
      client: 'skopeo',
      files,
      environment: {},
      commands: {
        install: `skopeo copy${skopeo('src')} docker://${place}/NAME:TAG oci:NAME:TAG`,
        publish: `skopeo copy${skopeo('dest')} oci:NAME:TAG docker://${place}/NAME:TAG`,
      },
    },
    {
      client: 'helm',
      files,
      environment: {},
      commands: { install: `helm pull${helm} oci://${place}/NAME`, publish: `helm push${helm} NAME.tgz oci://${place}` },
    },
  ]
}
