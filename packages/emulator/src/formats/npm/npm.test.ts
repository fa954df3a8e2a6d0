import { describe, expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { gzip, tar } from '../../format/archive-writers.ts'
import { npmPackage } from '../../testing.ts'

/** A tarball with a `package.json` of the test's own. */
function tarball(manifest: unknown, folder = 'package') {
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest)
  return { ...npmPackage({ name: 'a', version: '1.0.0' }), bytes: gzip(tar({ [`${folder}/package.json`]: text })) }
}

describe('what npm itself accepts', () => {
  test('the top folder may have any name', async () => {
    expect(await factsOf(tarball({ name: 'a', version: '1.0.0' }, 'node'))).toMatchObject({ name: 'a', version: '1.0.0' })
  })

  test('a package.json deeper down is not the manifest', async () => {
    const fixture = npmPackage({
      name: 'outer',
      version: '1.0.0',
      files: { 'test/package.json': '{"name":"inner","version":"9.9.9"}' },
    })
    expect(await factsOf(fixture)).toMatchObject({ name: 'outer', version: '1.0.0', numFiles: 2 })
  })

  test('a version with a leading v, and a byte order mark', async () => {
    expect(await factsOf(tarball('\uFEFF{"name":"a","version":"v1.2.3"}'))).toMatchObject({ version: '1.2.3' })
  })

  test.each([
    ['MIT', 'MIT'],
    [{ type: 'MIT', url: 'https://example.org' }, 'MIT'],
    [[{ type: 'MIT' }, { type: 'ISC' }], 'MIT OR ISC'],
    [{ url: 'https://opensource.org/licenses/MIT' }, 'https://opensource.org/licenses/MIT'],
    ['SEE LICENSE IN LICENSE.md', 'SEE LICENSE IN LICENSE.md'],
    [{ nonsense: true }, undefined],
    [undefined, undefined],
  ])('license %j is read as %s', async (license, expected) => {
    expect((await factsOf(tarball({ name: 'a', version: '1.0.0', license }))).license).toBe(expected)
  })

  test('the `licenses` of old leave the choice', async () => {
    const licenses = [{ type: 'Apache 2.0', url: 'https://example.org' }, { type: 'Ours' }]
    expect((await factsOf(tarball({ name: 'a', version: '1.0.0', licenses }))).license).toBe('Apache-2.0 OR Ours')
  })
})

describe('what it does not', () => {
  test.each([
    ['[]', 'package.json is not an object'],
    ['{', 'JSON'],
    ['{"version":"1.0.0"}', 'package.json: name is missing'],
    ['{"name":"a"}', 'package.json: version is missing'],
    ['{"name":"a","version":1}', 'package.json: version is missing'],
    ['{"name":"a","version":"one"}', '"one" is not a semantic version'],
    ['{"name":"../a","version":"1.0.0"}', 'name "../a" is not valid'],
  ])('%s', async (manifest, reason) => {
    expect(await reasonOf(tarball(manifest))).toContain(reason)
  })

  test('a tarball without a manifest', async () => {
    const fixture = { ...tarball({}), bytes: gzip(tar({ 'package/index.js': '' })) }
    expect(await reasonOf(fixture)).toBe(
      'Could not parse metadata from the package: the tarball has no package.json in its top folder',
    )
  })
})
