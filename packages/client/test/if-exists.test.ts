import {
  debPackage,
  genericFile,
  mavenJar,
  npmPackage,
  type PackageFixture,
  pythonWheel,
  rawFile,
} from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { AlreadyExistsError, type PushParams } from '../src/index.ts'
import { ms, pushing, tampered } from './support/pushing.ts'

const wheel = (doc: string) => pythonWheel({ name: 'greeting', version: '1.0', files: { 'greeting.py': doc } })
const text = (value: string) => new TextEncoder().encode(value)
const sha256 = async (bytes: Uint8Array) =>
  Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex')

describe('the same push again', () => {
  const jar = mavenJar({ groupId: 'com.acme', artifactId: 'lib', version: '3.1' })

  test.each<[string, PackageFixture]>([
    ['an npm tarball', ms],
    ['a wheel', pythonWheel({ name: 'greeting', version: '1.0' })],
    ['a jar with its pom', jar],
    ['a Debian package', debPackage({ name: 'agent', version: '1.0-1' })],
    ['a raw file', rawFile({ name: 'notes', version: '7', bytes: text('hi') })],
    [
      'a file with a name of all signs',
      rawFile({ filename: 'my "notes" (1)~ a:b*[c] ^$.txt', name: 'a', version: '1', bytes: text('hi') }),
    ],
    ['a generic file at a path', genericFile({ filepath: 'tools/x.bin', bytes: text('hi') })],
  ])('gives what is there, and sends nothing: %s', async (_, fixture) => {
    const { emulator, push, asked, there } = pushing({ ifExists: 'skip' })
    const first = await push(fixture)
    emulator.requests.clear()
    expect(await push(fixture)).toEqual(await push(fixture))
    expect((await push(fixture)).slug_perm).toBe(first.slug_perm)
    expect(asked().slice(0, 2)).toEqual(['packages_list', 'packages_read'])
    expect(emulator.requests.writes).toEqual([])
    expect(await there()).toEqual([`${first.slug_perm} completed`])
  })

  test('waits for what is under way', async () => {
    const { push, there } = pushing({ ifExists: 'skip' })
    const first = await push(ms, { waitForSync: false })
    expect(first.is_sync_completed).toBe(false)
    expect(await push(ms)).toMatchObject({ slug_perm: first.slug_perm, is_sync_completed: true })
    expect(await there()).toEqual([`${first.slug_perm} completed`])
  })

  test('gives what is there where lists lag behind, and leaves no failed entry', async () => {
    const { emulator, push, there } = pushing({ ifExists: 'skip' })
    emulator.switches.lagSeconds = 50
    const first = await push(ms)
    expect((await push(ms)).slug_perm).toBe(first.slug_perm)
    expect(await there()).toEqual([`${first.slug_perm} completed`])
  })

  test('gives what is there where the service refuses at once', async () => {
    const { emulator, push, break: fail, there } = pushing({ ifExists: 'skip' })
    emulator.switches.lagSeconds = 50
    const first = await push(ms)
    fail('packages_upload_npm', { status: 422, body: { detail: 'This package already exists.' }, delay: 60_000 })
    expect((await push(ms)).slug_perm).toBe(first.slug_perm)
    expect(await there()).toEqual([`${first.slug_perm} completed`])
  })

  test('is a push where what is there has failed', async () => {
    const { push, break: fail, there } = pushing({ ifExists: 'skip' })
    fail('packages_delete', { status: 403 })
    await expect(push({ ...ms, bytes: text('no tarball') })).rejects.toMatchObject({ failure: 'unparsable' })
    const pkg = await push(ms)
    expect(await there()).toContain(`${pkg.slug_perm} completed`)
  })
})

describe('other packages are no reason to skip', () => {
  test.each<[string, PackageFixture, PackageFixture, Partial<PushParams>?]>([
    [
      'the same bytes in another distribution',
      debPackage({ name: 'agent', version: '1.0-1' }),
      debPackage({ name: 'agent', version: '1.0-1' }),
      { distribution: 'ubuntu/jammy' } as Partial<PushParams>,
    ],
    [
      'the same raw bytes under another version',
      rawFile({ name: 'notes', version: '1', bytes: text('hi') }),
      rawFile({ name: 'notes', version: '2', bytes: text('hi') }),
    ],
    [
      'the same generic bytes at another path',
      genericFile({ filepath: 'a/x.bin', bytes: text('hi') }),
      genericFile({ filepath: 'b/x.bin', bytes: text('hi') }),
    ],
    [
      'a file of the same name in another scope',
      { ...npmPackage({ name: '@acme/app', version: '1.0.0' }), filename: 'app-1.0.0.tgz' },
      { ...npmPackage({ name: '@other/app', version: '1.0.0' }), filename: 'app-1.0.0.tgz' },
    ],
    [
      'a file of the same name without a scope',
      npmPackage({ name: 'app', version: '1.0.0' }),
      { ...npmPackage({ name: '@acme/app', version: '1.0.0' }), filename: 'app-1.0.0.tgz' },
    ],
    [
      'a package whose name has what is the scope of another, as npm itself calls their files',
      npmPackage({ name: 'acme-app', version: '1.0.0' }),
      { ...npmPackage({ name: '@acme/app', version: '1.0.0' }), filename: 'acme-app-1.0.0.tgz' },
    ],
    [
      'a jar of the same name in another group',
      mavenJar({ groupId: 'com.acme', artifactId: 'core', version: '1' }),
      mavenJar({ groupId: 'org.other', artifactId: 'core', version: '1' }),
    ],
  ])('%s', async (_, one, other, options = {}) => {
    const { push, there } = pushing({ ifExists: 'skip' })
    const [first, second] = [await push(one), await push(other, options)]
    expect(await there()).toEqual([`${first.slug_perm} completed`, `${second.slug_perm} completed`])
  })
})

describe('with other bytes, skip is an error that names both digests', () => {
  async function conflict(one: PackageFixture, other: PackageFixture, isSeenAtOnce: boolean) {
    const { emulator, push, there } = pushing({ ifExists: 'skip' })
    const first = await push(one)
    emulator.requests.clear()
    const error = await push(other).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(AlreadyExistsError)
    const [pushed, existing] = [await sha256(other.bytes), await sha256(one.bytes)]
    expect(error).toMatchObject({ pushed, existing, package: { slug_perm: first.slug_perm } })
    expect(String(error)).toContain(pushed)
    expect(String(error)).toContain(existing)
    expect(emulator.requests.writes.length === 0).toBe(isSeenAtOnce)
    expect(await there()).toEqual([`${first.slug_perm} completed`])
  }

  test.each<[string, PackageFixture, PackageFixture]>([
    ['a wheel', wheel('1'), wheel('2')],
    [
      'a raw file',
      rawFile({ name: 'a', version: '1', bytes: text('1') }),
      rawFile({ name: 'a', version: '1', bytes: text('2') }),
    ],
    ['a generic file', genericFile({ filepath: 'a/x', bytes: text('1') }), genericFile({ filepath: 'a/x', bytes: text('2') })],
  ])('and nothing is sent where the name of the file tells: %s', (_, one, other) => conflict(one, other, true))

  test.each<[string, PackageFixture, PackageFixture]>([
    ['an npm tarball, whose scope only its inside tells', ms, tampered],
    ['any name of a file', { ...ms, filename: 'package.tgz' }, { ...tampered, filename: 'package.tgz' }],
  ])('and the service tells where the name of the file does not: %s', (_, one, other) => conflict(one, other, false))

  test('and so is a file that the package lacks', async () => {
    const { push, there } = pushing({ ifExists: 'skip' })
    const { extra, ...jar } = mavenJar({ groupId: 'com.acme', artifactId: 'lib', version: '3.1' })
    const first = await push({ ...jar, extra })
    const pom = { pom_file: { ...extra.pom_file, filename: 'lib-3.1.pom', bytes: text('<project/>') } }
    const error = await push({ ...jar, extra: pom, fields: { group_id: 'com.acme' } }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'AlreadyExistsError', filename: 'lib-3.1.pom', pushed: await sha256(text('<project/>')) })
    expect(await there()).toEqual([`${first.slug_perm} completed`])
  })
})

test('a stream cannot be compared before it is sent', async () => {
  const { push, asked } = pushing({ ifExists: 'skip' })
  const stream = new Blob([new Uint8Array(ms.bytes)]).stream()
  await expect(push(ms, { file: stream, filename: ms.filename })).rejects.toThrow(/ms-2\.1\.3\.tgz is a stream.*push a file/)
  expect(asked()).toEqual([])
})

test.each<[PushParams['ifExists'], boolean, boolean]>([
  // ifExists, the repository's setting, whether the existing package is replaced
  [undefined, false, false],
  [undefined, true, true],
  ['fail', true, false],
  ['replace', false, true],
  ['skip', true, false],
])('%s, where the repository replaces: %s', async (ifExists, replaces, isReplaced) => {
  const { cloudsmith, push, there } = pushing()
  await cloudsmith.repos.update({ owner: 'acme', repo: 'dev', replace_packages_by_default: replaces })
  const first = await push(ms)
  const second = await push(tampered, { ifExists }).catch(() => undefined)
  expect(second !== undefined).toBe(isReplaced)
  expect(await there()).toEqual([`${(isReplaced ? second : first)?.slug_perm} completed`])
})

test('ifExists has three values', async () => {
  const { push } = pushing()
  await expect(push(ms, { ifExists: 'ignore' as 'skip' })).rejects.toThrow("'fail', 'skip' or 'replace', not \"ignore\"")
})
