import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { registryClient } from '../../../../test/native/registry-client.ts'
import { keys, story } from '../../../../test/story.ts'
import { type EmulatorOptions, realClock } from '../../../index.ts'
import { mavenJar } from '../../../testing.ts'

const host = 'https://maven.cloudsmith.io/acme/dev'
const folder = 'org/acme/core'

function deployer(options: EmulatorOptions = {}) {
  const told = story(options)
  const maven = registryClient(told.emulator, host, keys.writer)
  const put = async (path: string, body: string | Uint8Array) =>
    (await maven(`${folder}/${path}`, { method: 'PUT', body: body })).status
  /** The requests of `mvn deploy`: files with their checksums, then the list of versions. */
  const deploy = async (version: string, value = version, options = {}) => {
    const { bytes, extra } = mavenJar({ groupId: 'org.acme', artifactId: 'core', version, license: 'MIT', ...options })
    const files = { '.jar': bytes, '.pom': extra.pom_file?.bytes ?? new Uint8Array(), '-sources.jar': bytes, '-linux.jar': bytes }
    const statuses: number[] = []
    for (const [end, content] of Object.entries(files)) {
      statuses.push(await put(`${version}/core-${value}${end}`, content))
      statuses.push(await put(`${version}/core-${value}${end}.sha1`, createHash('sha1').update(content).digest('hex')))
    }
    if (!statuses.some((status) => status !== 201)) statuses.push(await put('maven-metadata.xml', '<metadata/>'))
    return { bytes, statuses: [...new Set(statuses)] }
  }
  const packages = async () => (await told.admin('GET', '/packages/acme/dev/')).body
  return { ...told, maven, put, deploy, packages }
}

test('what Maven deploys file by file is one package, which synchronises and is scanned', async () => {
  const { emulator, maven, deploy, packages } = deployer()
  const { bytes, statuses } = await deploy('1.0')
  expect(statuses).toEqual([201])
  await emulator.settle()
  const found = await packages()
  expect(found).toMatchObject([
    {
      format: 'maven',
      name: 'core',
      version: '1.0',
      license: 'MIT License',
      filename: 'core-1.0.jar',
      uploader: 'writer',
      is_sync_completed: true,
      identifiers: { maven_group_id: 'org.acme' },
      security_scan_status: 'Scan Detected No Vulnerabilities',
    },
  ])
  expect(found[0].files.map(({ filename }: { filename: string }) => filename)).toEqual([
    'core-1.0.jar',
    'core-1.0.pom',
    'core-1.0-sources.jar',
    'core-1.0-linux.jar',
  ])
  for (const end of ['', '-sources', '-linux'])
    expect((await maven(`${folder}/1.0/core-1.0${end}.jar`)).bytes).toEqual(new Uint8Array(bytes))
})

test('a version that is there is not deployed again, unless the repository replaces packages', async () => {
  const { emulator, admin, deploy, packages } = deployer()
  await deploy('1.0')
  await emulator.settle()
  expect((await deploy('1.0')).statuses).toContain(409)
  await admin('PATCH', '/repos/acme/dev/', { replace_packages_by_default: true })
  expect((await deploy('1.0', '1.0', { description: 'again' })).statuses).toEqual([201])
  await emulator.settle()
  expect(await packages()).toMatchObject([{ description: 'again' }])
})

test('of a snapshot the one that was deployed last is there, and the metadata says which files that are', async () => {
  const { emulator, maven, deploy, packages } = deployer()
  await deploy('2.0-SNAPSHOT', '2.0-20260131.120000-1')
  await emulator.settle()
  const { bytes } = await deploy('2.0-SNAPSHOT', '2.0-20260131.120500-2', { description: 'second' })
  await emulator.settle()
  expect(await packages()).toHaveLength(1)
  const metadata = new TextDecoder().decode((await maven(`${folder}/2.0-SNAPSHOT/maven-metadata.xml`)).bytes)
  expect(metadata).toContain('<timestamp>20260131.120500</timestamp>\n<buildNumber>2</buildNumber>')
  expect(metadata).toContain('<classifier>sources</classifier>\n<extension>jar</extension>\n<value>2.0-20260131.120500-2</value>')
  for (const name of ['core-2.0-20260131.120500-2.jar', 'core-2.0-SNAPSHOT.jar'])
    expect((await maven(`${folder}/2.0-SNAPSHOT/${name}`)).bytes).toEqual(new Uint8Array(bytes))
})

test('files that nobody says anything more of are a package after a minute', async () => {
  const { emulator, put, packages } = deployer()
  const { bytes } = mavenJar({ groupId: 'org.acme', artifactId: 'core', version: '1.0' })
  await put('1.0/core-1.0.jar', bytes)
  expect(await packages()).toEqual([])
  await emulator.settle()
  expect(await packages()).toMatchObject([{ name: 'core', version: '1.0', is_sync_completed: true }])
})

test('that minute is one of those who deploy, however fast the emulator is', async () => {
  const { emulator, put, packages } = deployer({ clock: realClock({ speed: 60 }) })
  const { bytes } = mavenJar({ groupId: 'org.acme', artifactId: 'core', version: '1.0' })
  await put('1.0/core-1.0.jar', bytes)
  await emulator.clock.advance(60 * 10_000)
  expect(await packages()).toEqual([])
  await emulator.clock.advance(60 * 50_000)
  expect(await packages()).toMatchObject([{ version: '1.0' }])
})

test('what does not fit its place, or came damaged, is refused', async () => {
  const { put } = deployer()
  const { bytes, extra } = mavenJar({ groupId: 'org.acme', artifactId: 'other', version: '1.0' })
  expect(await put('1.0/other-1.0.jar', bytes)).toBe(400)
  expect(await put('1.0/core-1.0.pom', extra.pom_file?.bytes ?? '')).toBe(400)
  expect(await put('1.0/core-1.0.pom', 'no POM')).toBe(400)
  await put('1.0/core-1.0.jar', bytes)
  expect(await put('1.0/core-1.0.jar.sha1', 'da39a3ee5e6b4b0d3255bfef95601890afd80709')).toBe(400)
})

test('who may only read cannot deploy', async () => {
  const { emulator } = story()
  const asReader = registryClient(emulator, host, keys.reader)
  expect((await asReader(`${folder}/1.0/core-1.0.jar`, { method: 'PUT', body: 'x' })).status).toBe(403)
  expect((await asReader(`${folder}/maven-metadata.xml`, { method: 'PUT', body: 'x' })).status).toBe(403)
})

test('files of two accounts do not become one package', async () => {
  const { emulator, put, packages } = deployer()
  const { bytes, extra } = mavenJar({ groupId: 'org.acme', artifactId: 'core', version: '1.0' })
  await put('1.0/core-1.0.jar', bytes)
  const admin = registryClient(emulator, host, keys.admin)
  await admin(`${folder}/1.0/core-1.0.pom`, { method: 'PUT', body: new Uint8Array(extra.pom_file?.bytes ?? []) })
  await put('maven-metadata.xml', '<metadata/>')
  await emulator.settle()
  const found = await packages()
  const { files } = found.find(({ uploader }: { uploader: string }) => uploader === 'writer')
  expect(files.map(({ filename }: { filename: string }) => filename)).toEqual(['core-1.0.jar'])
})
