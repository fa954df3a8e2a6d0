import { describe, expect, test } from 'vitest'
import type { Json } from '../../test/json.ts'
import { story } from '../../test/story.ts'
import { createEmulator } from '../index.ts'
import { alpinePackage, debPackage, rpmPackage } from '../testing.ts'
import { distributions } from './distributions.ts'

const slugsOf = (rows: Json[], wanted: string) => rows.filter(({ format }) => format === wanted).map(({ slug }) => slug)

test('what there is to push to is listed with its format, as clients look for it', async () => {
  const { anonymous } = story()
  const rows: Json[] = (await anonymous('GET', '/distros/')).body

  expect(slugsOf(rows, 'deb')).toEqual(['any-distro', 'debian', 'raspbian', 'ubuntu'])
  expect(slugsOf(rows, 'rpm')).toEqual(
    expect.arrayContaining(['any-distro', 'amzn', 'el', 'fedora', 'opensuse', 'rocky', 'sles']),
  )
  expect(slugsOf(rows, 'alpine')).toEqual(['alpine', 'wolfi'])
  expect((await anonymous('GET', '/formats/rpm/')).body.distributions.map(({ slug }: Json) => slug)).toEqual(slugsOf(rows, 'rpm'))
  expect((await anonymous('GET', '/formats/npm/')).body.distributions).toEqual([])
})

test.each([
  ['ubuntu', 'focal', '20.04 Focal Fossa'],
  ['ubuntu', 'resolute', '26.04 Resolute Raccoon'],
  ['debian', 'etch', '4.0 Etch'],
  ['raspbian', 'trixie', '13 Trixie'],
  ['fedora', '29', '29'],
  ['el', '5', '5'],
  ['amzn', '2018.03', '2018.03'],
  ['opensuse', '15.1', '15.1'],
  ['sles', '12.1', '12.1'],
  ['alpine', 'v3.8', 'v3.8'],
  ['wolfi', 'any-version', 'Any Version'],
])('%s has the release %s', async (slug, release, name) => {
  const { anonymous } = story()
  const { versions } = (await anonymous('GET', `/distros/${slug}/`)).body
  expect(versions).toContainEqual({ slug: release, name })
})

test('every distribution has a release that stands for all of them, and none stands twice', () => {
  for (const { versions } of distributions) expect(versions).toHaveProperty('any-version')
  expect(new Set(distributions.map(({ slug, format }) => `${format} ${slug}`)).size).toBe(distributions.length)
})

describe('a push', () => {
  const deb = debPackage({ name: 'acme', version: '1.0-1' })
  const rpm = rpmPackage({ name: 'acme', version: '1.0' })
  const apk = alpinePackage({ name: 'acme', version: '1.0-r0' })

  test.each([
    [deb, 'debian/bookwrom'],
    [deb, 'ubuntu/zippy'],
    [deb, 'fedora/42'],
    [rpm, 'ubuntu/noble'],
    [rpm, 'el/toString'],
    [apk, 'any-distro/any-version'],
    [apk, 'wolfi/v3.20'],
  ])('of $format to %s is refused', async (fixture, distribution) => {
    expect(await story().upload(fixture, 'acme/dev', { distribution })).toMatchObject({
      status: 422,
      body: { fields: { distribution: [expect.stringContaining(distribution)] } },
    })
  })

  test.each([
    [deb, 'any-distro/any-version'],
    [rpm, 'any-distro/any-version'],
    [rpm, 'el/any-version'],
    [apk, 'wolfi/any-version'],
  ])('of $format to %s is taken', async (fixture, distribution) => {
    expect((await story().upload(fixture, 'acme/dev', { distribution })).status).toBe(201)
  })

  test('goes to what the service has learnt since, where the emulator is told of it', async () => {
    const { admin, anonymous, publish } = story({ distributions: { deb: ['ubuntu/zippy', 'novel/first'] } })
    await publish(deb, 'acme/dev', { distribution: 'ubuntu/zippy' })
    await publish(deb, 'acme/dev', { distribution: 'novel/first' })

    expect((await admin('GET', '/packages/acme/dev/')).body).toMatchObject([
      { distro: { slug: 'novel', name: 'novel' }, distro_version: { slug: 'first' } },
      { distro: { slug: 'ubuntu', name: 'Ubuntu' }, distro_version: { slug: 'zippy' } },
    ])
    expect((await anonymous('GET', '/distros/novel/')).body).toMatchObject({ format: 'deb', versions: [{ slug: 'first' }] })
    expect((await story().anonymous('GET', '/distros/novel/')).status).toBe(404)
  })
})

test('more releases are refused where they are none', () => {
  expect(() => createEmulator({ distributions: { deb: ['ubuntu'] } })).toThrow('"ubuntu" is not a distribution and its release')
  expect(() => createEmulator({ distributions: { npm: ['ubuntu/noble'] } })).toThrow('npm packages have no distributions')
})
