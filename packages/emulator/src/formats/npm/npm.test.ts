import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { hasCommand } from '../../catalogue/has-command.ts'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { concat, gzip, tar } from '../../format/archive-writers.ts'
import { npmPackage } from '../../testing.ts'

/** A tarball with the given `package.json`. */
function tarball(manifest: unknown, folder = 'package') {
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest)
  return { ...npmPackage({ name: 'a', version: '1.0.0' }), bytes: gzip(tar({ [`${folder}/package.json`]: text })) }
}

/** A tarball with manifests that have these names, at these paths, in this order. */
const folders = (...entries: (readonly [path: string, name: string])[]) => ({
  ...npmPackage({ name: 'a', version: '1.0.0' }),
  bytes: gzip(
    concat([
      ...entries.map(([path, name]) => tar({ [path]: JSON.stringify({ name, version: '1.0.0' }) }).subarray(0, -1024)),
      new Uint8Array(1024),
    ]),
  ),
})

describe('which package.json npm installs', () => {
  const layouts: [string, ReturnType<typeof folders>, string][] = [
    [
      'of package/package.json and zzz/package.json in one tarball, the last one',
      folders(['package/package.json', 'good'], ['zzz/package.json', 'installed']),
      'installed',
    ],
    [
      'that of the last folder, package or not',
      folders(['zzz/package.json', 'x'], ['package/package.json', 'installed']),
      'installed',
    ],
    ['the second of one path', folders(['package/package.json', 'x'], ['package/package.json', 'installed']), 'installed'],
    ['a dot counts as a folder', folders(['package/package.json', 'x'], ['./package.json', 'installed']), 'installed'],
    ['a slash too many does not', folders(['package//package.json', 'installed']), 'installed'],
    ['never one without a folder', folders(['package/package.json', 'installed'], ['package.json', 'x']), 'installed'],
    ['never one deeper down', folders(['package/package.json', 'installed'], ['./package/package.json', 'x']), 'installed'],
  ]

  test.each(layouts)('%s', async (_, fixture, name) => {
    expect(await factsOf(fixture)).toMatchObject({ name })
  })

  test.each([
    ['package.json', 'no package.json in its top folder'],
    ['./package/package.json', 'no package.json in its top folder'],
    ['package/../package/package.json', 'leads outside'],
  ])('%s is none', async (path, reason) => {
    expect(await reasonOf(folders([path, 'a']))).toContain(reason)
  })

  test.runIf(hasCommand('npm'))('npm agrees', () => {
    const folder = mkdtempSync(join(tmpdir(), 'npm-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const paths = layouts.map(([, { bytes }], index) => {
      writeFileSync(join(folder, `${index}.tgz`), bytes)
      return `./${index}.tgz`
    })
    const args = ['pack', ...paths, '--dry-run', '--json', '--offline', '--cache', join(folder, 'cache')]
    const { stdout } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' })
    expect(JSON.parse(stdout)).toMatchObject(layouts.map(([, , name]) => ({ name })))
  })
})

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

  test.each(['a', 'A', '@acme/api', '@Acme/_x', '@.s/p', "a~!'()*", '1', 'http'])('the name %s', async (name) => {
    expect(await factsOf(tarball({ name, version: '1.0.0' }))).toMatchObject({ name })
  })

  test('what is optional is not required too', async () => {
    const fixture = tarball({ name: 'a', version: '1.0.0', dependencies: { b: '1', c: '2' }, optionalDependencies: { b: '1' } })
    const { dependencies } = await factsOf(fixture)
    expect(dependencies.map(({ name, dep_type }) => [name, dep_type])).toEqual([
      ['c', 'Runtime'],
      ['b', 'Recommends'],
    ])
  })

  test('a peer that is optional is a suggestion', async () => {
    const peers = { peerDependencies: { b: '1', c: '2' }, peerDependenciesMeta: { c: { optional: true }, d: { optional: true } } }
    const { dependencies } = await factsOf(tarball({ name: 'a', version: '1.0.0', ...peers }))
    expect(dependencies.map(({ name, dep_type }) => [name, dep_type])).toEqual([
      ['b', 'Requires'],
      ['c', 'Suggests'],
    ])
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

  test.each([
    '.a',
    '_a',
    '-a',
    'a b',
    's/p',
    '@s/p/q',
    '@s/.p',
    '@s',
    '@/p',
    'a/',
    'a@b',
    'a:b',
    'ä',
    'a%20b',
    'node_modules',
    'Favicon.ico',
  ])('the name %s', async (name) => {
    expect(await reasonOf(tarball({ name, version: '1.0.0' }))).toContain('is not valid: use lower case letters')
  })

  test('a tarball in another compression than gzip', async () => {
    const bytes = Uint8Array.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])
    expect(await reasonOf({ ...tarball({}), bytes })).toContain('compressed with xz, which npm does not read: use gzip')
  })

  test('a tarball without a manifest', async () => {
    const fixture = { ...tarball({}), bytes: gzip(tar({ 'package/index.js': '' })) }
    expect(await reasonOf(fixture)).toBe(
      'Could not parse metadata from the package: the tarball has no package.json in its top folder',
    )
  })
})
