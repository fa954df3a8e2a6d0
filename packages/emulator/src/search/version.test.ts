import { expect, test } from 'vitest'
import { story } from '../../test/story.ts'
import { alpinePackage, debPackage, npmPackage, type PackageFixture, pythonWheel, rawFile, rpmPackage } from '../testing.ts'

const name = 'acme'
const alpine = (version: string) => alpinePackage({ name, version })
const deb = (version: string) => debPackage({ name, version })
const npm = (version: string) => npmPackage({ name, version })
const python = (version: string) => pythonWheel({ name, version })
const raw = (version: string) => rawFile({ name, version, filename: `${name}-${version}`, bytes: version })
const rpm = (text: string) => {
  const [version = '', release = ''] = text.split('-')
  return rpmPackage({ name, version, release })
}

/** A repository of packages that arrived one after the other, in which pre-releases are never the latest, with a search by version. */
async function repositoryOf(...packages: readonly PackageFixture[]) {
  const { admin, publish } = story()
  await admin('PATCH', '/repos/acme/dev/', { tag_pre_releases_as_latest: false })
  for (const fixture of packages) await publish(fixture)
  const list = async (parameters: Record<string, string>): Promise<string[]> => {
    const { body } = await admin('GET', `/packages/acme/dev/?${new URLSearchParams(parameters)}`)
    return body.map(({ version }: { version: string }) => version)
  }
  return { admin, list, find: async (query: string) => (await list({ query, sort: 'date' })).toSorted() }
}

test.each<[format: string, make: (version: string) => PackageFixture, early: string, final: string]>([
  ['a release candidate of Alpine', alpine, '1.0_rc1-r0', '1.0-r0'],
  ['a package that was built for Debian 12', deb, '5:24.0.7~rc.1-1~debian.12~bookworm', '5:24.0.7-1~debian.12~bookworm'],
  ['a package that was ported back', deb, '1.0~rc1-1~bpo12+1', '1.0-1~bpo12+1'],
  ['a candidate of an rpm', rpm, '1.0~rc1-1', '1.0-1'],
  ['a wheel of a candidate', python, '1.0rc1', '1.0.post1'],
  ['a candidate for npm', npm, '1.0.0-rc.1', '1.0.0'],
])('%s is told from its release, and comes before it', async (_what, make, early, final) => {
  const { admin, list, find } = await repositoryOf(make(final), make(early))

  expect(await list({ sort: 'version' })).toEqual([early, final])
  expect(await find('prerelease:true')).toEqual([early])
  expect(await find('prerelease:false')).toEqual([final])
  expect(await find('tag:latest')).toEqual([final])

  // Even if a pre-release may be the latest, a lower one is not.
  await admin('PATCH', '/repos/acme/dev/', { tag_pre_releases_as_latest: true })
  expect(await find('tag:latest')).toEqual([final])
})

test('a query may leave out what versions of the format must have', async () => {
  const { find } = await repositoryOf(npm('1.9.0'), npm('1.10.0'), npm('2.0.0-rc.1'))

  expect(await find('version:1.9')).toEqual(['1.9.0'])
  expect(await find('version:v1.10.0')).toEqual(['1.10.0'])
  expect(await find('version:>=1.10')).toEqual(['1.10.0', '2.0.0-rc.1'])
  expect(await find('version:<2')).toEqual(['1.10.0', '1.9.0', '2.0.0-rc.1'])
})

test('raw files follow no rule: runs of digits are numbers, and nothing is a pre-release', async () => {
  const { list, find } = await repositoryOf(raw('1.10'), raw('1.9'), raw('1.10-rc1'), raw('nightly'))

  expect(await list({ sort: 'version' })).toEqual(['nightly', '1.9', '1.10', '1.10-rc1'])
  expect(await find('version:>1.9')).toEqual(['1.10', '1.10-rc1'])
  expect(await find('prerelease:true')).toEqual([])
  expect(await find('tag:latest')).toEqual(['1.10-rc1'])
})

test('a word is looked for as text, also where it could be a version', async () => {
  const { find } = await repositoryOf(deb('1.0~rc1-1'), rpm('1.0rc1-1'))

  expect(await find('version:rc1')).toHaveLength(2)
  expect(await find('version:>rc1')).toEqual([])
})
