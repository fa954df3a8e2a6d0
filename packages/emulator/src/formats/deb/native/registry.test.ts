import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { registryClient } from '../../../../test/native/registry-client.ts'
import { keys, story } from '../../../../test/story.ts'
import { signingKeysOf } from '../../../areas/signing-keys/records.ts'
import { hasCommand } from '../../../catalogue/has-command.ts'
import { realClock } from '../../../index.ts'
import { debPackage, debSource } from '../../../testing.ts'
import { fieldsIn } from './fields.ts'

const root = 'https://dl.cloudsmith.io/basic/acme/dev'
const tool = debPackage({
  name: 'tool',
  version: '1:2.0~rc1-1',
  architecture: 'amd64',
  depends: 'libc6 (>= 2.14) | musl, adduser',
  description: 'A tool\nfor tests.\n\nThat is all.',
  distribution: 'debian/bookworm',
})
const docs = debPackage({ name: 'tool-doc', version: '2.0', description: 'Its pages', distribution: 'debian/any-version' })
const everywhere = debPackage({ name: 'common', version: '1.0' })
const foreign = debPackage({ name: 'other', version: '1.0', distribution: 'ubuntu/jammy' })

const hash = (algorithm: string, bytes: Uint8Array) => createHash(algorithm).update(bytes).digest('hex')
const text = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes)
/** The blocks of an index, each with its fields by name. */
const blocks = (index: string) =>
  index
    .split(/\n\n+/)
    .filter(Boolean)
    .map((block) => Object.fromEntries(fieldsIn(block).map(({ name, text }) => [name, text.slice(name.length + 1).trim()])))

/** A repository with packages, and a client of it. */
async function repository(...fixtures: (typeof tool)[]) {
  const told = story()
  for (const fixture of fixtures) await told.emulator.add('acme/dev', fixture)
  const client = registryClient(told.emulator, root, keys.reader)
  return { ...told, at: client, apt: (path: string) => client(`deb/debian/${path}`) }
}

test('an index has the control file of each package, and what the package is: where, how large, with which checksums', async () => {
  const { apt } = await repository(tool)
  const index = text(await apt('dists/bookworm/main/binary-amd64/Packages'))
  expect(index).toBe(
    [
      'Package: tool',
      'Version: 1:2.0~rc1-1',
      'Architecture: amd64',
      'Maintainer: fixture <fixture@example.org>',
      'Depends: libc6 (>= 2.14) | musl, adduser',
      'Description: A tool',
      ' for tests.',
      ' .',
      ' That is all.',
      'Filename: pool/bookworm/main/t/to/tool_1:2.0~rc1-1/tool_2.0~rc1-1_amd64.deb',
      `Size: ${tool.bytes.length}`,
      `MD5sum: ${hash('md5', tool.bytes)}`,
      `SHA1: ${hash('sha1', tool.bytes)}`,
      `SHA256: ${hash('sha256', tool.bytes)}`,
      `SHA512: ${hash('sha512', tool.bytes)}`,
      '',
    ].join('\n'),
  )
  const [{ Filename }] = blocks(index) as [{ Filename: string }]
  for (const path of [Filename, Filename.replaceAll(':', '%3a').replaceAll('~', '%7e')])
    expect((await apt(path)).bytes).toEqual(new Uint8Array(tool.bytes))
})

test('a release has what is for it, for all releases of its distribution, and for all distributions', async () => {
  const { apt, at } = await repository(tool, docs, everywhere, foreign)
  const named = async (path: string) => blocks(text(await at(`deb/${path}/Packages`))).map(({ Package }) => Package)
  expect(await named('debian/dists/bookworm/main/binary-amd64')).toEqual(['common', 'tool', 'tool-doc'])
  expect(await named('debian/dists/bookworm/main/binary-arm64')).toEqual(['common', 'tool-doc'])
  expect(await named('debian/dists/trixie/main/binary-amd64')).toEqual(['common', 'tool-doc'])
  expect(await named('debian/dists/any-version/main/binary-all')).toEqual(['common', 'tool-doc'])
  expect(await named('ubuntu/dists/jammy/main/binary-amd64')).toEqual(['common', 'other'])
  // An unknown release has the packages that are for all releases.
  expect(await named('debian/dists/next/main/binary-amd64')).toEqual(['common', 'tool-doc'])
  const empty = await repository()
  expect((await empty.apt('dists/bookworm/InRelease')).status).toBe(200)
  expect((await empty.apt('dists/next/InRelease')).status).toBe(404)
  for (const path of ['dists/bookworm/main/binary-none/Packages', 'dists', 'x/bookworm/InRelease', ''])
    expect((await apt(path)).status).toBe(404)
})

test('one file in two releases is two packages, each given out at its own place', async () => {
  const first = debPackage({ name: 'tool', version: '1.0', distribution: 'debian/bookworm', files: { a: '1' } })
  const second = debPackage({ name: 'tool', version: '1.0', distribution: 'debian/trixie', files: { a: '2' } })
  const { apt } = await repository(first, second)
  expect(first.filename).toBe(second.filename)
  for (const [release, { bytes }] of [['bookworm', first] as const, ['trixie', second] as const]) {
    const [{ Filename = '', SHA256 } = {}] = blocks(text(await apt(`dists/${release}/main/binary-all/Packages`)))
    expect(SHA256).toBe(hash('sha256', bytes))
    expect((await apt(Filename)).bytes).toEqual(new Uint8Array(bytes))
  }
})

test('a release lists its indexes with their checksums, by which they are there as well, and when it was made', async () => {
  const { apt, emulator } = await repository(tool)
  const [release = {}] = blocks(text(await apt('dists/bookworm/Release')))
  expect(release).toMatchObject({
    Origin: 'cloudsmith/acme/dev',
    Suite: 'bookworm',
    Codename: 'bookworm',
    Architectures: 'all amd64 arm64 armhf i386',
    Components: 'main',
    'Acquire-By-Hash': 'yes',
  })
  expect(Date.parse(release.Date ?? '')).toBe(Math.floor(emulator.clock.now() / 1000) * 1000)
  for (const [kind, algorithm] of [['MD5Sum', 'md5'] as const, ['SHA256', 'sha256'] as const]) {
    const lines = (release[kind] ?? '').split('\n').map((line) => line.trim().split(' '))
    expect(lines.map(([, , path]) => path)).toContain('main/binary-amd64/Packages.gz')
    for (const [sum = '', size, path = ''] of lines) {
      const { bytes } = await apt(`dists/bookworm/${path}`)
      expect([hash(algorithm, bytes), String(bytes.length)]).toEqual([sum, size])
      expect((await apt(`dists/bookworm/${path.replace(/[^/]+$/, '')}by-hash/${kind}/${sum}`)).bytes).toEqual(bytes)
    }
  }
  const packed = await apt('dists/bookworm/main/binary-amd64/Packages.gz')
  const plain = await apt('dists/bookworm/main/binary-amd64/Packages')
  expect(new Uint8Array(gunzipSync(packed.bytes))).toEqual(plain.bytes)
})

test('who has read a release finds its indexes by their checksums although there is something new', async () => {
  const { apt, emulator } = await repository(tool)
  const index = await apt('dists/bookworm/main/binary-amd64/Packages')
  const path = `dists/bookworm/main/binary-amd64/by-hash/SHA256/${hash('sha256', index.bytes)}`
  await apt('dists/bookworm/InRelease')
  await emulator.add('acme/dev', everywhere)
  expect((await apt(path)).bytes).toEqual(index.bytes)
  expect((await apt(path.replace(/[\da-f]{8}$/, '00000000'))).status).toBe(404)
})

test('what is in another part of a release, for the installer, or to be built from, has indexes of its own', async () => {
  const extra = debPackage({ name: 'extra', version: '1.0', component: 'contrib', distribution: 'debian/bookworm' })
  const udeb = debPackage({ name: 'tiny-udeb', version: '1.0', distribution: 'debian/bookworm' })
  const source = debSource({
    name: 'tool',
    version: '1:2.0-1',
    distribution: 'debian/bookworm',
    files: { 'main.c': 'int main;' },
  })
  const { apt } = await repository(extra, { ...udeb, filename: udeb.filename.replace('.deb', '.udeb') }, source)
  expect(blocks(text(await apt('dists/bookworm/Release')))[0]).toMatchObject({ Components: 'contrib main' })
  const named = async (path: string) => blocks(text(await apt(`dists/bookworm/${path}`))).map(({ Package }) => Package)
  expect(await named('contrib/binary-amd64/Packages')).toEqual(['extra'])
  expect(await named('main/binary-amd64/Packages')).toEqual([])
  expect(await named('main/debian-installer/binary-amd64/Packages')).toEqual(['tiny-udeb'])

  const [said = {}] = blocks(text(await apt('dists/bookworm/main/source/Sources')))
  expect(said).toMatchObject({
    Package: 'tool',
    Version: '1:2.0-1',
    Format: '3.0 (quilt)',
    Directory: 'pool/bookworm/main/t/to/tool_1:2.0-1',
  })
  expect(said.Source).toBeUndefined()
  const files = (said['Checksums-Sha256'] ?? '').split('\n').map((line) => line.trim().split(' '))
  expect(files.map(([, , name]) => name)).toEqual([source.filename, 'tool_2.0.orig.tar.gz', 'tool_2.0-1.debian.tar.gz'])
  for (const [sum, , name] of files) expect(hash('sha256', (await apt(`${said.Directory}/${name}`)).bytes)).toBe(sum)
})

test('a name of a file that would begin another field of an index does not', async () => {
  const { apt } = await repository({ ...tool, filename: 'a\nSHA256: 00\n b.deb' })
  const index = text(await apt('dists/bookworm/main/binary-amd64/Packages'))
  expect(blocks(index)).toMatchObject([{ SHA256: hash('sha256', tool.bytes) }])
  const [{ Filename = '' } = {}] = blocks(index)
  expect((await apt(Filename)).bytes).toEqual(new Uint8Array(tool.bytes))
})

test('a list of sources is there for a release, and for all of a distribution', async () => {
  const { at } = await repository()
  expect(text(await at('config.deb.txt?distro=ubuntu&codename=jammy'))).toContain(
    `deb [signed-by=/usr/share/keyrings/acme-dev-archive-keyring.gpg] ${root}/deb/ubuntu jammy main\n`,
  )
  expect(text(await at('debian.deb.txt'))).toContain(`${root}/deb/debian any-version main\n`)
  expect((await at('config.deb.txt?distro=a%0Ab')).status).toBe(400)
})

test('what is quarantined is listed, and refused when it is asked for; others are told nothing', async () => {
  const { apt, admin, emulator } = await repository()
  const { slug_perm } = await emulator.add('acme/dev', tool)
  await admin('POST', `/packages/acme/dev/${slug_perm}/quarantine/`, {})
  const [{ Filename = '' } = {}] = blocks(text(await apt('dists/bookworm/main/binary-amd64/Packages')))
  const refused = await apt(Filename)
  expect([refused.status, text(refused)]).toEqual([403, 'This package is quarantined.\n'])
  for (const path of ['deb/debian/dists/bookworm/InRelease', 'gpg.key', 'config.deb.txt'])
    expect((await registryClient(emulator, root)(path)).status).toBe(401)
  expect((await registryClient(emulator, root, keys.reader)('deb/debian/dists/bookworm/InRelease')).status).toBe(200)
})

test('nothing can be published in the way of Debian: the API takes packages', async () => {
  const { emulator } = await repository()
  const put = await registryClient(emulator, root, keys.admin)('deb/debian/pool/x', { method: 'PUT', body: 'x' })
  expect(put.status).toBe(405)
})

test('the key that signs is the one that the API gives, at its own address and no longer than until there is another', async () => {
  const { at, admin, apt } = await repository()
  const told = async () => (await admin('GET', '/repos/acme/dev/gpg/')).body
  const first = await told()
  expect(text(await at('gpg.key'))).toBe(first.public_key)
  expect(text(await at(`gpg.${first.fingerprint_short}.key`))).toBe(first.public_key)
  const issuer = async () =>
    Buffer.from(
      text(await apt('dists/bookworm/Release.gpg'))
        .split('\n\n')[1]
        ?.split('\n=')[0] ?? '',
      'base64',
    )
  expect((await issuer()).includes(Buffer.from(first.fingerprint, 'hex'))).toBe(true)

  await admin('POST', '/repos/acme/dev/gpg/regenerate/')
  const second = await told()
  expect(text(await at('gpg.key'))).toBe(second.public_key)
  expect((await at(`gpg.${first.fingerprint_short}.key`)).status).toBe(404)
  expect((await issuer()).includes(Buffer.from(second.fingerprint, 'hex'))).toBe(true)
})

test('a key from an older state, whose half that signs nobody has, leaves a release unsigned and says what to do', async () => {
  const { apt, admin, emulator } = await repository(tool)
  const kept = signingKeysOf(emulator.world.repository({ owner: 'acme', repo: 'dev' }))
  await apt('dists/bookworm/InRelease')
  const [[kind, key] = []] = kept
  if (kind !== undefined && key !== undefined) kept.set(kind, { ...key, secret: undefined })
  for (const name of ['InRelease', 'Release.gpg']) {
    const refused = await apt(`dists/bookworm/${name}`)
    expect([refused.status, text(refused)]).toEqual([404, expect.stringContaining('repos_gpg_regenerate')])
  }
  expect((await apt('dists/bookworm/Release')).status).toBe(200)
  await admin('POST', '/repos/acme/dev/gpg/regenerate/')
  expect((await apt('dists/bookworm/InRelease')).status).toBe(200)
})

test('apt is told of a repository with its key and its password, each in a file of its own', async () => {
  const { emulator, admin } = await repository()
  const registry = emulator.registry('deb', 'acme/dev', { as: 'reader' })
  const sources = registry.file('etc/apt/sources.list.d/acme-dev.sources')
  expect(sources).toContain(`Types: deb\nURIs: ${root}/deb/debian\nSuites: trixie\nComponents: main\nSigned-By:\n`)
  expect(sources).not.toContain(registry.credentials.password)
  const { public_key } = (await admin('GET', '/repos/acme/dev/gpg/')).body
  const key = sources.slice(sources.indexOf(' -----BEGIN')).replaceAll(/^ \.?/gm, '')
  expect(key).toBe(public_key)
  expect(registry.file('etc/apt/auth.conf.d/acme-dev.conf')).toBe(
    'machine dl.cloudsmith.io/basic/acme/dev/deb/ login token password emulator-read-key\n',
  )
})

test.skipIf(!hasCommand('gpgv'))(
  'gpgv takes the signatures around a release and beside it for the repository’s own',
  async () => {
    const { at, apt } = await repository(tool)
    const folder = mkdtempSync(join(tmpdir(), 'release-'))
    try {
      const write = (name: string, bytes: Uint8Array | string) => writeFileSync(join(folder, name), bytes)
      write(
        'key.gpg',
        Buffer.from(
          text(await at('gpg.key'))
            .split('\n\n')[1]
            ?.split('\n=')[0] ?? '',
          'base64',
        ),
      )
      for (const name of ['InRelease', 'Release', 'Release.gpg']) write(name, (await apt(`dists/bookworm/${name}`)).bytes)
      const gpgv = (...args: string[]) =>
        execFileSync('gpgv', ['--keyring', './key.gpg', ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
      expect(gpgv('--output', '-', 'InRelease').trim()).toBe(text(await apt('dists/bookworm/Release')).trim())
      gpgv('Release.gpg', 'Release')
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
)

test('apt is shown no time to come, however fast the emulator is: no release, no signature and no key', async () => {
  const { admin, emulator } = story({ clock: realClock() })
  await emulator.clock.advance(30 * 24 * 3_600_000)
  await admin('POST', '/repos/acme/', { name: 'late' })
  const late = registryClient(emulator, 'https://dl.cloudsmith.io/basic/acme/late', keys.admin)
  const [, date = ''] = /^Date: (.+)$/m.exec(text(await late('deb/debian/dists/bookworm/InRelease'))) ?? []
  expect(Date.parse(date)).toBeLessThanOrEqual(Date.now())
  const [, armoured = ''] = text(await late('gpg.key')).split('\n\n')
  // A key starts with three bytes of type and length, its version, and the time of its creation.
  const made = Buffer.from(armoured, 'base64').readUInt32BE(4) * 1000
  expect(Date.now() - made).toBeGreaterThanOrEqual(0)
  expect(Date.now() - made).toBeLessThan(3_600_000)
})
