import { describe, expect, test } from 'vitest'
import type { PackageFixture } from '../../src/testing.ts'
import * as builders from '../../src/testing.ts'
import type { Json } from '../json.ts'
import { type Client, story } from '../story.ts'
import { pageOf } from './pages.ts'

// How the vendor's extension for VS Code promotes a package: it searches, copies, searches again at once, and tags both packages. It only accepts a
// response if everything in it has the expected form.

const { debPackage, dockerImage, npmPackage, nugetPackage, pythonWheel, rawFile, rpmPackage } = builders

const packages: readonly (readonly [what: string, fixture: PackageFixture])[] = [
  ['npm', npmPackage({ name: '@acme/left-pad', version: '1.0.0-beta.1+build.5' })],
  ['a pre-release beside its release', npmPackage({ name: 'lodash', version: '4.17.21-rc.1' })],
  ['python', pythonWheel({ name: 'Acme.A', version: '1.0rc1' })],
  ['python sources', builders.pythonSdist({ name: 'Acme.A', version: '1.0' })],
  ['maven', builders.mavenJar({ groupId: 'org.acme', artifactId: 'a', version: '1.0-SNAPSHOT' })],
  ['nuget', nugetPackage({ name: 'Acme.Core', version: '1.2.3' })],
  ['deb', debPackage({ name: 'acme-a', version: '5:24.0.7-1~debian.12' })],
  ['rpm', rpmPackage({ name: 'acme-a', version: '1.0', release: '1.el9' })],
  ['alpine', builders.alpinePackage({ name: 'acme-a', version: '1.0_rc1-r0' })],
  ['cargo', builders.cargoCrate({ name: 'acme-a', version: '1.0.0' })],
  ['composer', builders.composerPackage({ name: 'acme/a', version: '1.0.0' })],
  ['conan', builders.conanPackage({ name: 'acme-a', version: '1.0.0' })],
  ['conda', builders.condaPackage({ name: 'acme-a', version: '1.0', build: 'py_0' })],
  ['cran', builders.cranPackage({ name: 'acme.a', version: '1.0-1' })],
  ['dart', builders.dartPackage({ name: 'acme_a', version: '1.0.0' })],
  ['docker', dockerImage({ name: 'acme/a', tag: '1.0', files: { a: 'a' } })],
  ['go', builders.goModule({ name: 'example.org/acme/a', version: 'v1.0.0' })],
  ['helm', builders.helmChart({ name: 'acme-a', version: '1.0.0' })],
  ['hex', builders.hexPackage({ name: 'acme_a', version: '1.0.0' })],
  ['luarocks', builders.luarocksRock({ name: 'acme-a', version: '1.0-1' })],
  ['ruby', builders.rubyGem({ name: 'acme-a', version: '1.0', platform: 'java' })],
  ['swift', builders.swiftPackage({ scope: 'acme', name: 'A', version: '1.0.0' })],
  ['terraform', builders.terraformModule({ name: 'terraform-aws-a', version: '1.0.0' })],
  ['vagrant', builders.vagrantBox({ name: 'acme/a', version: '1.0' })],
  ['raw', rawFile({ bytes: 'a', name: 'notes (draft)', version: '1 "final"' })],
]

/** Escapes what the extension escapes, in quotes. */
const exactly = (value: string) => `"${value.replace(/[\\+\-!(){}[\]^"~*?:/|&]/g, '\\$&')}"`

const identityQuery = ({ name, version, format }: Json) =>
  `name:${exactly(name)} AND version:${exactly(version)} AND format:${exactly(format)}`

const text = expect.stringMatching(/^\S(?:.*\S)?$/)

/** What a response must contain to be accepted; `tags` are the expected tags. */
function believed(pkg: Json) {
  expect(pkg).toMatchObject({ namespace: 'acme', repository: text, slug_perm: text, name: text, version: text, format: text })
  const fingerprint = { checksum: pkg.checksum_sha256 || null, digest: pkg.version_digest || null }
  expect(fingerprint.checksum ?? fingerprint.digest).toEqual(expect.any(String))
  const tags = ['info', 'version'].flatMap((kind) => pkg.tags?.[kind] ?? [])
  return { ...pkg, fingerprint, tags }
}

async function find(client: Client, path: string, source: Json): Promise<Json[]> {
  const rows = await pageOf(client, path, { query: identityQuery(source) })
  return rows.filter((row) => row.name === source.name && row.version === source.version && row.format === source.format)
}

async function tag(client: Client, { namespace, repository, slug_perm }: Json, tags: readonly string[]) {
  const { status, body } = await client('POST', `/v1/packages/${namespace}/${repository}/${slug_perm}/tag/`, {
    action: 'add',
    tags,
  })
  expect(status).toBe(200)
  expect(believed(body).tags).toEqual(expect.arrayContaining([...tags]))
}

describe('a promotion from the editor', () => {
  test.each(packages)('of %s succeeds', async (_, fixture) => {
    const { admin, publish } = story()
    const published = await publish(fixture)
    const path = `/v1/packages/acme/dev/${published.slug_perm}/`

    const source = believed((await admin('GET', path)).body)
    expect(source.is_copyable).toBe(true)
    const repositories = await pageOf(admin, '/v1/repos/acme/', { sort: 'name' }, 500)
    expect(repositories.map(({ slug }) => slug)).toContain('staging')
    expect((await find(admin, '/v1/packages/acme/', source)).map(({ repository }) => repository)).toEqual(['dev'])
    expect((await admin('GET', '/v1/repos/acme/staging/')).body).toMatchObject({ slug: 'staging', namespace: 'acme', name: text })
    expect(await find(admin, '/v1/packages/acme/staging/', source)).toEqual([])

    const copy = await admin('POST', `${path}copy/`, { destination: 'acme/staging', republish: false })

    expect(copy.status).toBe(200)
    const target = believed(copy.body)
    const { name, version, format, fingerprint } = source
    expect(target).toMatchObject({ repository: 'staging', name, version, format, fingerprint })
    expect(target.slug_perm).not.toBe(source.slug_perm)
    const isThere = async () => (await find(admin, '/v1/packages/acme/staging/', source)).map(({ slug_perm }) => slug_perm)
    expect(await isThere()).toEqual([target.slug_perm])
    await tag(admin, source, ['promoted-to-staging', 'approved-2026-01-01'])
    await tag(admin, target, ['promoted-from-dev'])
    expect(believed((await admin('GET', path)).body).tags).toContain('promoted-to-staging')
    const [arrived] = await find(admin, '/v1/packages/acme/staging/', source)
    expect(believed(arrived).tags).toContain('promoted-from-dev')
    expect(believed(arrived).fingerprint).toEqual(fingerprint)
  })

  test('is not begun for a package in quarantine', async () => {
    const { admin, publish } = story()
    const { slug_perm } = await publish(npmPackage({ name: 'lodash', version: '4.17.21' }))
    await admin('POST', `/v1/packages/acme/dev/${slug_perm}/quarantine/`)

    expect((await admin('GET', `/v1/packages/acme/dev/${slug_perm}/`)).body).toMatchObject({
      is_copyable: false,
      status_str: 'Quarantined',
    })
  })

  test.each(['staging', 'acme/staging'])('may move the package to %s as well', async (destination) => {
    const { admin, publish, emulator } = story()
    const { slug_perm } = await publish(npmPackage({ name: 'lodash', version: '4.17.21' }))

    const { status, body } = await admin('POST', `/v1/packages/acme/dev/${slug_perm}/move/`, { destination })

    expect(status).toBe(200)
    expect(body).toMatchObject({ slug_perm, repository: 'staging' })
    await emulator.settle()
    expect((await admin('GET', `/v1/packages/acme/staging/${slug_perm}/`)).body.is_sync_completed).toBe(true)
  })

  test.each(['other/staging', 'nowhere', 'acme/nowhere', ''])(
    'is refused to %j in words about the destination',
    async (destination) => {
      const { admin, publish } = story()
      const { slug_perm } = await publish(npmPackage({ name: 'lodash', version: '4.17.21' }))

      const { status, body } = await admin('POST', `/v1/packages/acme/dev/${slug_perm}/copy/`, { destination })

      expect(status).toBe(422)
      expect(body).toMatchObject({ detail: 'Invalid input.', fields: { destination: [expect.any(String)] } })
    },
  )
})
