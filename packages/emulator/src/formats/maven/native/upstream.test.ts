import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { registryClient } from '../../../../test/native/registry-client.ts'
import { keys, story } from '../../../../test/story.ts'
import { createEmulator } from '../../../index.ts'
import { mavenJar, type PackageFixture } from '../../../testing.ts'

const core = mavenJar({ groupId: 'org.out', artifactId: 'core', version: '1.0', license: 'MIT' })
const corePath = 'org/out/core/1.0/core-1.0'

/** A POM alone. */
const pom = (artifact: string, inner: string): PackageFixture => ({
  format: 'maven',
  filename: `${artifact}-1.pom`,
  bytes: new TextEncoder().encode(
    `<project><groupId>org.out</groupId><artifactId>${artifact}</artifactId><version>1</version>${inner}</project>`,
  ),
  fields: {},
  extra: {},
})

/** An external repository, and one that fetches from it. */
async function fetching(
  fixtures: readonly PackageFixture[],
  change: (url: string) => Response | undefined = () => undefined,
  mode = 'Cache and Proxy',
) {
  const outside = createEmulator({
    workspaces: [
      {
        slug: 'world',
        accounts: [{ slug: 'owner', key: 'owner-key', role: 'Owner' as const }],
        repositories: [{ name: 'open', repository_type_str: 'Public' as const }],
      },
    ],
  })
  for (const each of fixtures) await outside.add('world/open', each)
  const told = story({
    origin: 'http://emulator.test',
    reachUpstreams: async (input, init) => change(String(input)) ?? outside.fetch(input, init),
  })
  const { body } = await told.admin('POST', '/repos/acme/dev/upstream/maven/', {
    name: 'out',
    upstream_url: 'https://maven.cloudsmith.io/world/open',
    mode,
    is_active: true,
  })
  const maven = registryClient(told.emulator, 'http://emulator.test/maven/acme/dev', keys.reader)
  const packages = async () => (await told.admin('GET', '/packages/acme/dev/?sort=name')).body
  const disconnect = () => told.admin('DELETE', `/repos/acme/dev/upstream/maven/${body.slug_perm}/`)
  return { ...told, maven, packages, disconnect }
}

test('what a repository lacks is fetched whole when its POM is asked for, kept, scanned, and there without the upstream', async () => {
  const { emulator, maven, packages, disconnect } = await fetching([core])
  expect(new TextDecoder().decode((await maven('org/out/core/maven-metadata.xml')).bytes)).toContain('<version>1.0</version>')
  expect(await packages()).toEqual([])
  expect((await maven(`${corePath}.pom`)).status).toBe(200)
  await emulator.settle()
  expect(await packages()).toMatchObject([
    {
      name: 'core',
      tags: { info: ['out'] },
      uploader: 'cloudsmith-o6v',
      security_scan_status: 'Scan Detected No Vulnerabilities',
    },
  ])
  await disconnect()
  expect((await maven(`${corePath}.jar`)).bytes).toEqual(new Uint8Array(core.bytes))
  expect((await maven('org/out/core/2.0/core-2.0.pom')).status).toBe(404)
})

test('parents and BOMs come with a POM, so that all is known which it inherits', async () => {
  const licence = '<licenses><license><name>MIT</name></license></licenses>'
  const of = (artifact: string, rest = '') =>
    `<groupId>org.out</groupId><artifactId>${artifact}</artifactId><version>1</version>${rest}`
  const managed = (inner: string) => `<dependencyManagement><dependencies>${inner}</dependencies></dependencyManagement>`
  const { emulator, admin, maven, packages } = await fetching([
    pom('bom', managed('<dependency><groupId>a</groupId><artifactId>b</artifactId><version>7</version></dependency>')),
    // Needs its own child, so it must not wait for that.
    pom('parent', licence + managed(`<dependency>${of('child', '<type>pom</type><scope>import</scope>')}</dependency>`)),
    pom(
      'child',
      `<parent>${of('parent')}</parent>${managed(`<dependency>${of('bom', '<type>pom</type><scope>import</scope>')}</dependency>`)}
       <dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId></dependency></dependencies>`,
    ),
  ])
  expect((await maven('org/out/child/1/child-1.pom')).status).toBe(200)
  await emulator.settle()
  const found = await packages()
  expect(found.map(({ name }: { name: string }) => name).sort()).toEqual(['bom', 'child', 'parent'])
  const child = found.find(({ name }: { name: string }) => name === 'child')
  expect(child.license).toBe('MIT License')
  const { body } = await admin('GET', `/packages/acme/dev/${child.slug_perm}/dependencies/`)
  expect(body.dependencies).toMatchObject([{ name: 'a:b', version: '7' }])
})

test('a jar that is not what its checksum says is given to nobody', async () => {
  const { maven, packages } = await fetching([core], (url) =>
    url.endsWith('core-1.0.jar') ? new Response('another') : undefined,
  )
  expect((await maven(`${corePath}.jar`)).status).toBe(502)
  expect(await packages()).toEqual([])
})

test('a repository that lists no folders and has no checksums gives what there usually is', async () => {
  const { emulator, maven, packages } = await fetching([core], (url) =>
    url.endsWith('/') || /\.(md5|sha1|sha256|sha512)$/.test(url) ? new Response(null, { status: 404 }) : undefined,
  )
  expect((await maven(`${corePath}.jar`)).bytes).toEqual(new Uint8Array(core.bytes))
  await emulator.settle()
  expect(await packages()).toMatchObject([{ filename: 'core-1.0.jar' }])
})

test('what is only passed on has the checksums of the upstream, and nothing is kept of it', async () => {
  const { emulator, maven, packages } = await fetching([core], undefined, 'Proxy Only')
  expect((await maven(`${corePath}.pom`)).status).toBe(200)
  expect((await maven(`${corePath}.jar`)).bytes).toEqual(new Uint8Array(core.bytes))
  const sha1 = new TextDecoder().decode((await maven(`${corePath}.jar.sha1`)).bytes)
  expect(sha1).toBe(createHash('sha1').update(core.bytes).digest('hex'))
  await emulator.settle()
  expect(await packages()).toEqual([])
})

test('of a snapshot the newest files are fetched', async () => {
  const moving = mavenJar({ groupId: 'org.out', artifactId: 'moving', version: '1-SNAPSHOT' })
  const named = (end: string) => `moving-1-20260131.120000-2${end}`
  const pomFile = { filename: named('.pom'), bytes: moving.extra.pom_file?.bytes ?? new Uint8Array() }
  const { maven } = await fetching([{ ...moving, filename: named('.jar'), extra: { pom_file: pomFile } }])
  const folder = 'org/out/moving/1-SNAPSHOT'
  const metadata = new TextDecoder().decode((await maven(`${folder}/maven-metadata.xml`)).bytes)
  expect(metadata).toContain('<timestamp>20260131.120000</timestamp>\n<buildNumber>2</buildNumber>')
  expect((await maven(`${folder}/${named('.jar')}`)).bytes).toEqual(new Uint8Array(moving.bytes))
})
