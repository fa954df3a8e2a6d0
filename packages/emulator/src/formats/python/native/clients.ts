import type { ClientConfiguration, ClientPlace } from '../../../format/client-configuration.ts'

/** The configuration of pip, uv and twine for a repository. */
export function pythonClients({ url, downloads, credentials }: ClientPlace): [ClientConfiguration, ...ClientConfiguration[]] {
  const { username, password } = credentials
  const index = `${downloads}/simple/`
  const { protocol, hostname } = new URL(index)
  const withCredentials = new URL(index)
  Object.assign(withCredentials, { username, password })
  const pipConf = [
    '[global]',
    // pip expands variables after percent signs.
    `index-url = ${withCredentials.href.replaceAll('%', '%%')}`,
    ...(protocol === 'http:' ? [`trusted-host = ${hostname}`] : []),
  ]
  const uvToml = [
    '[[index]]',
    'name = "cloudsmith"',
    `url = ${JSON.stringify(index)}`,
    `publish-url = ${JSON.stringify(`${url}/`)}`,
    'default = true',
  ]
  const pypirc = [
    '[distutils]',
    'index-servers =',
    '    cloudsmith',
    '',
    '[cloudsmith]',
    `repository = ${url}/`,
    `username = ${username}`,
    `password = ${password.replaceAll('%', '%%')}`,
  ]
  const lines = (text: readonly string[]) => `${text.join('\n')}\n`
  return [
    {
      client: 'pip',
      files: { '.config/pip/pip.conf': lines(pipConf) },
      environment: {},
      commands: { install: 'pip install NAME' },
    },
    {
      client: 'uv',
      files: { 'uv.toml': lines(uvToml) },
      environment: {
        UV_INDEX_CLOUDSMITH_USERNAME: username,
        UV_INDEX_CLOUDSMITH_PASSWORD: password,
        UV_PUBLISH_URL: `${url}/`,
        UV_PUBLISH_USERNAME: username,
        UV_PUBLISH_PASSWORD: password,
      },
      commands: { install: 'uv pip install NAME', publish: 'uv publish' },
    },
    {
      client: 'twine',
      files: { '.pypirc': lines(pypirc) },
      environment: {},
      commands: { publish: 'twine upload --repository cloudsmith dist/*' },
    },
  ]
}
