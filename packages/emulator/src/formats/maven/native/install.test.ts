import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { registryClient } from '../../../../test/native/registry-client.ts'
import { keys, story } from '../../../../test/story.ts'
import { mavenJar } from '../../../testing.ts'

const host = 'https://maven.cloudsmith.io/acme/dev'
const jar = mavenJar({ groupId: 'org.acme', artifactId: 'core', version: '1.0', license: 'MIT' })
const text = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes)

test('Maven finds a jar, its POM and their checksums at the download host, and the jar counts as a download', async () => {
  const { emulator } = story()
  const { slug_perm } = await emulator.add('acme/dev', jar)
  const maven = registryClient(emulator, 'https://dl.cloudsmith.io/basic/acme/dev/maven', keys.reader)
  const found = await maven('org/acme/core/1.0/core-1.0.jar')
  expect(found.bytes).toEqual(new Uint8Array(jar.bytes))
  expect(text(await maven('org/acme/core/1.0/core-1.0.pom'))).toContain('<artifactId>core</artifactId>')
  for (const kind of ['md5', 'sha1', 'sha256', 'sha512'])
    expect(text(await maven(`org/acme/core/1.0/core-1.0.jar.${kind}`))).toBe(createHash(kind).update(jar.bytes).digest('hex'))
  expect(emulator.world.packages.get(slug_perm)?.downloads).toBe(1)
})

test('the versions of an artifact are listed in the order of Maven, with checksums of the list', async () => {
  const { emulator } = story()
  for (const version of ['1.10', '1.9', '2.0-SNAPSHOT'])
    await emulator.add('acme/dev', mavenJar({ groupId: 'org.acme', artifactId: 'core', version }))
  const maven = registryClient(emulator, host, keys.reader)
  const listed = text(await maven('org/acme/core/maven-metadata.xml'))
  expect([...listed.matchAll(/<version>(.*)<\/version>/g)].map(([, version]) => version)).toEqual(['1.9', '1.10', '2.0-SNAPSHOT'])
  expect(listed).toContain('<latest>2.0-SNAPSHOT</latest>\n<release>1.10</release>')
  const sha1 = text(await maven('org/acme/core/maven-metadata.xml.sha1'))
  expect(sha1).toBe(createHash('sha1').update(listed).digest('hex'))
})

test('artifacts of two groups that are called alike are told apart', async () => {
  const { emulator } = story()
  const other = mavenJar({ groupId: 'org.other', artifactId: 'core', version: '1.0', description: 'Another' })
  for (const one of [jar, other]) await emulator.add('acme/dev', one)
  const maven = registryClient(emulator, host, keys.reader)
  expect((await maven('org/acme/core/1.0/core-1.0.jar')).bytes).toEqual(new Uint8Array(jar.bytes))
  expect((await maven('org/other/core/1.0/core-1.0.jar')).bytes).toEqual(new Uint8Array(other.bytes))
  expect((await maven('org/third/core/1.0/core-1.0.jar')).status).toBe(404)
})

test('a jar that came without a POM has the one inside, or the smallest that there can be', async () => {
  const { emulator } = story()
  await emulator.add('acme/dev', { ...jar, extra: {} })
  await emulator.add('acme/dev', {
    ...jar,
    filename: 'notes.txt',
    bytes: new Uint8Array([1]),
    extra: {},
    fields: { group_id: 'org.acme', artifact_id: 'notes', version: '3' },
  })
  const maven = registryClient(emulator, host, keys.reader)
  expect(text(await maven('org/acme/core/1.0/core-1.0.pom'))).toContain('<name>MIT</name>')
  expect(text(await maven('org/acme/notes/3/notes-3.pom'))).toContain('<artifactId>notes</artifactId>\n<version>3</version>')
})

test('plugins of a group are listed by their prefix', async () => {
  const { emulator } = story()
  const pom = (artifact: string) =>
    `<project><groupId>org.acme</groupId><artifactId>${artifact}</artifactId><version>1</version><packaging>maven-plugin</packaging></project>`
  for (const name of ['tidy-maven-plugin', 'maven-wash-plugin']) {
    const bytes = new TextEncoder().encode(pom(name))
    await emulator.add('acme/dev', { format: 'maven', filename: `${name}-1.pom`, bytes, fields: {}, extra: {} })
  }
  await emulator.add('acme/dev', jar)
  const listed = text(await registryClient(emulator, host, keys.reader)('org/acme/maven-metadata.xml'))
  expect([...listed.matchAll(/<prefix>(.*)<\/prefix>/g)].map(([, prefix]) => prefix)).toEqual(['tidy', 'wash'])
})

test('what is quarantined is refused, what is missing is 404, and who is nobody is asked to sign in', async () => {
  const { emulator, admin } = story()
  const { slug_perm } = await emulator.add('acme/dev', jar)
  const path = 'org/acme/core/1.0/core-1.0.jar'
  const maven = registryClient(emulator, host, keys.reader)
  expect((await maven('org/acme/core/2.0/core-2.0.jar')).status).toBe(404)
  await admin('POST', `/packages/acme/dev/${slug_perm}/quarantine/`, {})
  expect((await maven(path)).status).toBe(403)
  const nobody = await registryClient(emulator, host)(path)
  expect([nobody.status, nobody.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="Cloudsmith"'])
})
