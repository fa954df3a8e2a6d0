import type { ClientConfiguration, ClientPlace } from '../../../format/client-configuration.ts'
import { escapeXml, xmlLine } from '../../../format/xml-writer.ts'

/** The configuration of Maven and Gradle for a repository. */
export function mavenClients({
  owner,
  repo,
  url,
  downloads,
  credentials,
}: ClientPlace): [ClientConfiguration, ...ClientConfiguration[]] {
  const id = `${owner}-${repo}`
  const { username, password } = credentials
  const repository = (kind: string) =>
    `<${kind}>\n${xmlLine('id', id)}${xmlLine('url', `${downloads}/`)}<releases><enabled>true</enabled></releases>\n<snapshots><enabled>true</enabled><updatePolicy>always</updatePolicy></snapshots>\n</${kind}>\n`
  const settings = [
    '<?xml version="1.0" encoding="UTF-8"?>\n<settings>\n<servers>\n<server>\n',
    xmlLine('id', id),
    xmlLine('username', username),
    xmlLine('password', password),
    '</server>\n</servers>\n<profiles>\n<profile>\n',
    xmlLine('id', id),
    `<repositories>\n${repository('repository')}</repositories>\n`,
    `<pluginRepositories>\n${repository('pluginRepository')}</pluginRepositories>\n`,
    `</profile>\n</profiles>\n<activeProfiles>\n${xmlLine('activeProfile', id)}</activeProfiles>\n</settings>\n`,
  ].join('')
  const gradle = [
    'allprojects {',
    '    repositories {',
    '        maven {',
    `            url = ${quoted(`${downloads}/`)}`,
    ...(url.startsWith('http:') ? ['            allowInsecureProtocol = true'] : []),
    `            credentials { username = ${quoted(username)}; password = ${quoted(password)} }`,
    '            authentication { basic(BasicAuthentication) }',
    '        }',
    '    }',
    '}',
  ]
  return [
    {
      client: 'mvn',
      files: { '.m2/settings.xml': settings },
      environment: {},
      commands: {
        install: 'mvn dependency:get -Dartifact=GROUP:ARTIFACT:VERSION',
        publish: `mvn deploy -DaltDeploymentRepository=${id}::default::${escapeXml(url)}/`,
      },
    },
    {
      client: 'gradle',
      files: { '.gradle/init.gradle': `${gradle.join('\n')}\n` },
      environment: {},
      commands: { install: 'gradle build' },
    },
  ]
}

const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`
