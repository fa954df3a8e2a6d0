import { type Coordinates, keyOf } from '@cloudsmith-sdk/formats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../test/json.ts'
import { story } from '../../test/story.ts'
import {
  alpinePackage,
  cargoCrate,
  cocoapodsPod,
  composerPackage,
  conanPackage,
  condaPackage,
  cranPackage,
  dartPackage,
  debPackage,
  debSource,
  dockerImage,
  genericFile,
  goModule,
  helmChart,
  hexPackage,
  luarocksRock,
  mavenJar,
  npmPackage,
  nugetPackage,
  nugetSymbols,
  type PackageFixture,
  pythonSdist,
  pythonWheel,
  rawFile,
  rpmPackage,
  rubyGem,
  swiftPackage,
  terraformModule,
  vagrantBox,
} from '../testing.ts'

const republish = { republish: true }
const deb = (files = {}) => debPackage({ name: 'acme', version: '1.2.3-1', files })
const wheel = (name: string, version: string) => pythonWheel({ name, version })
const nuget = (name: string, version: string) => nugetPackage({ name, version })
const named = (filename: string, fixture: PackageFixture): PackageFixture => ({ ...fixture, filename })

/** Releases that the emulator does not know. */
const distributions = { deb: ['novel/first', 'novel/second'], rpm: ['el/a', 'el/b'], alpine: ['alpine/a', 'alpine/b'] }

/** Packages that are pushed one after the other, with the fields of their requests. */
type Pushes = readonly (readonly [fixture: PackageFixture, fields?: object])[]

/** Pushes everything, and returns the rows that are left. */
async function pushed(pushes: Pushes, always = {}) {
  const told = story({ distributions })
  for (const [fixture, fields] of pushes) await told.publish(fixture, 'acme/dev', { ...fields, ...always })
  const rows: Json[] = (await told.admin('GET', '/packages/acme/dev/')).body
  return { ...told, rows, there: rows.filter(({ is_sync_completed }) => is_sync_completed) }
}

describe('siblings stay, with republish too', () => {
  test.each<[string, Pushes]>([
    [
      'F31 the same bytes of one file name in two distributions',
      [
        [deb(), { distribution: 'debian/bookworm' }],
        [deb(), { distribution: 'ubuntu/jammy' }],
      ],
    ],
    [
      'F31 other bytes of one file name in two distributions',
      [
        [deb({ a: '1' }), { distribution: 'debian/bookworm' }],
        [deb({ a: '2' }), { distribution: 'ubuntu/jammy' }],
      ],
    ],
    [
      'one file name in two distributions that it has been told of',
      [
        [deb(), { distribution: 'novel/first' }],
        [deb(), { distribution: 'novel/second' }],
      ],
    ],
    [
      'F32 an Alpine package of one file name for two architectures',
      ['x86_64', 'aarch64'].map((architecture) => [alpinePackage({ name: 'acme', version: '1.2.3-r0', architecture })]),
    ],
    [
      'F33 a NuGet package and its symbols',
      [[nuget('Acme.Core', '1.2.3')], [nugetSymbols({ name: 'Acme.Core', version: '1.2.3' })]],
    ],
    ['F34 a Debian binary and its source', [[deb()], [debSource({ name: 'acme', version: '1.2.3-1', architecture: 'all' })]]],
    [
      'an RPM binary and its source',
      [
        [rpmPackage({ name: 'acme', version: '1.2.3' })],
        [named('acme-1.2.3-1.src.rpm', rpmPackage({ name: 'acme', version: '1.2.3' }))],
      ],
    ],
    ['wheel and sdist', [[wheel('acme', '1.2.3')], [pythonSdist({ name: 'acme', version: '1.2.3' })]]],
    [
      'a CRAN binary of one file name for two versions of R',
      ['4.3', '4.4'].map((rVersion) => [cranPackage({ name: 'acme', version: '1.2.3', rVersion })]),
    ],
    [
      'Conan binaries for two architectures',
      ['x86_64', 'armv8'].map((architecture) => [conanPackage({ name: 'acme', version: '1.2.3', architecture })]),
    ],
    [
      'Conan binaries of one architecture with other dependencies',
      ['1.2.13', '1.3.1'].map((zlib) => [conanPackage({ name: 'acme', version: '1.2.3', requires: { zlib } })]),
    ],
    [
      'Maven artifacts of two groups',
      ['org.a', 'org.b'].map((groupId) => [mavenJar({ groupId, artifactId: 'core', version: '1.2.3' })]),
    ],
    [
      'generic files of one name in two folders',
      ['linux', 'macos'].map((folder) => [
        genericFile({ bytes: 'a', filepath: `tools/${folder}/acme`, name: 'acme', version: '1' }),
      ]),
    ],
  ])('%s', async (_, pushes) => {
    expect((await pushed(pushes)).there).toHaveLength(pushes.length)
    expect((await pushed(pushes, republish)).rows).toHaveLength(pushes.length)
  })
})

describe('one package, however it is written', () => {
  test.each<[string, Pushes]>([
    [
      'F35 three pushes to one generic path under other names and versions',
      [
        [genericFile({ bytes: '1', filepath: 'tools/acme.bin' })],
        [genericFile({ bytes: '2', filepath: 'tools/acme.bin', name: 'acme' })],
        [genericFile({ bytes: '3', filepath: '/tools/acme.bin', name: 'other', version: '2' })],
      ],
    ],
    [
      'F36 NuGet 1.2.3, 1.2.3.0 and 1.2.3+b, in another case',
      [[nuget('Acme.Core', '1.2.3')], [nuget('acme.core', '1.2.3.0')], [nuget('ACME.Core', '1.2.3+b')]],
    ],
    [
      'a wheel whose name is written with other separators',
      [[wheel('acme-core', '1.0')], [named('acme_core-1.0-py3-none-any.whl', wheel('Acme.Core', '1.0'))]],
    ],
    [
      'an npm package under another file name',
      [[npmPackage({ name: 'acme', version: '1.0.0' })], [named('a.tgz', npmPackage({ name: 'acme', version: '1.0.0' }))]],
    ],
    [
      'one Debian package of any distribution',
      [
        [deb(), { distribution: 'any-distro/any-version' }],
        [deb({ a: '2' }), { distribution: 'any-distro/any-version' }],
      ],
    ],
  ])('%s', async (_, pushes) => {
    const { rows, there } = await pushed(pushes)
    expect(there).toHaveLength(1)
    const reasons = rows.filter(({ is_sync_failed }) => is_sync_failed).map(({ status_reason }) => status_reason)
    expect(reasons).toHaveLength(pushes.length - 1)
    for (const reason of reasons) expect(reason).toMatch(/already exists\..* This package should be deleted\.$/)
    expect((await pushed(pushes, republish)).rows).toHaveLength(1)
  })
})

test('a Debian source is found by type:source, its binary by type:binary', async () => {
  const { admin } = await pushed([
    [deb(), { distribution: 'debian/bookworm' }],
    [debSource({ name: 'acme', version: '1.2.3-1' }), { distribution: 'debian/bookworm' }],
  ])
  const found = async (type: string) =>
    (await admin('GET', `/packages/acme/dev/?query=type:${type}`)).body.map((row: Json) => [row.filename, row.package_type])

  expect(await found('source')).toEqual([['acme_1.2.3-1.dsc', 2]])
  expect(await found('binary')).toEqual([['acme_1.2.3-1_all.deb', 1]])
})

test('a generic file is called by the last part of its path, which the row has as a whole', async () => {
  const { rows } = await pushed([
    [named('upload.tmp', genericFile({ bytes: 'a', filepath: '/tools/linux/acme.bin', name: 'acme', version: '1' }))],
  ])
  expect(rows).toMatchObject([
    { name: 'acme', version: '1', filename: 'acme.bin', filepath: 'tools/linux/acme.bin', files: [{ filename: 'acme.bin' }] },
  ])
})

describe('the distribution of a row', () => {
  test.each([
    ['any-distro/any-version', 'any-distro', 'any-version'],
    ['debian/bookworm', 'debian', 'bookworm'],
    ['debian/buster', 'debian', 'buster'],
    ['novel/first', 'novel', 'first'],
  ])('is that of its upload: %s', async (distribution, distro, release) => {
    const { rows } = await pushed([[deb(), { distribution }]])
    expect(rows).toMatchObject([{ distro: { slug: distro }, distro_version: { slug: release } }])
  })
})

test('latest marks every file of the newest version, unless a switch says that it marks one', async () => {
  const { emulator, admin } = await pushed([
    [wheel('acme', '1.0')],
    [wheel('acme', '1.1')],
    [pythonSdist({ name: 'acme', version: '1.1' })],
  ])
  const latest = async () =>
    (await admin('GET', '/packages/acme/dev/?query=tag:latest')).body.map(({ filename }: Json) => filename).toSorted()

  expect(await latest()).toEqual(['acme-1.1-py3-none-any.whl', 'acme-1.1.tar.gz'])
  emulator.switches.latestOnEveryFile = false
  expect(await latest()).toEqual(['acme-1.1.tar.gz'])
})

test('an image has the tag that it was pushed with, and no latest beside it', async () => {
  const { rows } = await pushed([
    [dockerImage({ name: 'api', tag: '1.2.3' })],
    [dockerImage({ name: 'api', tag: '1.2.4', files: { a: 'a' } })],
  ])
  expect(rows.map(({ tags }) => tags)).toEqual([{ version: ['1.2.4'] }, { version: ['1.2.3'] }])
})

/** The coordinates that a row states. */
const coordinatesOf = (row: Json): Coordinates => ({
  format: row.format,
  name: row.name,
  version: row.version,
  filename: row.format === 'generic' ? row.filepath : row.filename,
  distribution: row.distro && `${row.distro.slug}/${row.distro_version.slug}`,
  architectures: row.architectures.map(({ name }: Json) => name),
  type: [undefined, 'binary', 'source', 'combined'][row.package_type],
  identifiers: row.identifiers,
})

const names = ['acme', 'Acme', 'core'] as const
const versions = ['1.0.0', '1.0.0.0', '1.1.0'] as const
const places = ['debian/bookworm', 'ubuntu/jammy', 'novel/first'] as const

/** A package of any format, similar enough to others to be mistaken for one of them. */
const anyPackage: fc.Arbitrary<PackageFixture> = fc
  .record({
    name: fc.constantFrom(...names),
    version: fc.constantFrom(...versions),
    distribution: fc.constantFrom(...places),
    architecture: fc.constantFrom('amd64', 'aarch64'),
    word: fc.constantFrom('a', 'b'),
    bytes: fc.constantFrom('1', '2'),
  })
  .chain(({ name, version, distribution, architecture, word, bytes }) => {
    const plain = { name, version, files: { content: bytes } }
    const lower = { ...plain, name: name.toLowerCase() }
    const [major = '', minor = '', patch = ''] = version.split('.')
    const semantic = { ...lower, version: [major, minor, patch].join('.') }
    const revised = { ...lower, version: `${version}-1` }
    const makers = [
      () => cargoCrate(semantic),
      () => cocoapodsPod(semantic),
      () => dartPackage(semantic),
      () => dockerImage({ name: lower.name, tag: version, files: { content: bytes } }),
      () => goModule({ name: `example.org/${lower.name}`, version: `v${semantic.version}`, files: { content: bytes } }),
      () => helmChart(semantic),
      () => hexPackage(semantic),
      () => alpinePackage({ ...lower, version: `${version}-r0`, architecture, distribution: `alpine/${word}` }),
      () => composerPackage({ ...semantic, name: `${word}/${semantic.name}` }),
      () => conanPackage({ ...lower, architecture, channel: word }),
      () => condaPackage({ ...lower, build: `${word}_0` }),
      () => cranPackage({ ...plain, version: semantic.version, architecture, rVersion: `4.${bytes}` }),
      () => debPackage({ ...revised, distribution, architecture, component: word }),
      () => debSource({ ...revised, distribution, architecture, component: word }),
      () => genericFile({ name, version, bytes, filepath: `${word}/${lower.name}` }),
      () => luarocksRock({ ...revised }),
      () => mavenJar({ groupId: word, artifactId: name, version }),
      () => npmPackage(semantic),
      () => nugetPackage(plain),
      () => nugetSymbols(plain),
      () => pythonWheel(plain),
      () => pythonSdist(plain),
      () => rawFile({ name, version, bytes, filename: word }),
      () => rpmPackage({ ...lower, distribution: `el/${word}`, architecture }),
      () => rubyGem({ ...lower, platform: word === 'a' ? 'ruby' : 'java' }),
      () => swiftPackage({ ...semantic, scope: word }),
      () => terraformModule(semantic),
      () => vagrantBox({ ...semantic, name: `acme/${lower.name}`, provider: word }),
    ]
    // Building all of them for each choice would take most of the time.
    return fc.constantFrom(...makers).map((make) => make())
  })

test('no push of any format ever deletes a sibling, and none is there twice', async () => {
  const push = fc.record({ fixture: anyPackage, republish: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(push, { minLength: 2, maxLength: 12 }), async (pushes) => {
      const { admin, publish } = story({ distributions })
      const keysThere = async () => {
        const rows: Json[] = (await admin('GET', '/packages/acme/dev/?page_size=100')).body
        return rows.filter((row) => row.is_sync_completed).map((row) => keyOf(coordinatesOf(row)))
      }
      for (const { fixture, republish } of pushes) {
        const before = await keysThere()
        const row = await publish(fixture, 'acme/dev', { republish })
        const key = keyOf(coordinatesOf(row))
        const expected = new Set([...before, key])
        const after = await keysThere()
        expect(after).toHaveLength(expected.size)
        expect(new Set(after)).toEqual(expected)
        expect(row.is_sync_completed).toBe(republish || !before.includes(key))
      }
    }),
    { numRuns: 40 },
  )
})
