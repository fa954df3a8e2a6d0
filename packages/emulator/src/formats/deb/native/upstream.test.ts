import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { registryClient } from '../../../../test/native/registry-client.ts'
import { keys, story } from '../../../../test/story.ts'
import { createEmulator } from '../../../index.ts'
import { debPackage } from '../../../testing.ts'
import { fieldsIn } from './fields.ts'

const dists = 'https://dl.cloudsmith.io/basic/acme/dev/deb/debian'
const tool = debPackage({
  name: 'tool',
  version: '1:2.0-1',
  architecture: 'amd64',
  depends: 'common | other',
  distribution: 'debian/bookworm',
})
const tampered = debPackage({ name: 'tool', version: '1:2.0-1', architecture: 'amd64', files: { evil: 'yes' } })
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
const text = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes)

/** The pages of another repository by path, and a log of requests. */
function upstreamWith(pages: Record<string, string | Uint8Array>) {
  const asked: string[] = []
  const told = story({
    reachUpstreams: async (input) => {
      const { pathname } = new URL(String(input))
      asked.push(pathname)
      const found = pages[pathname]
      return found === undefined ? new Response('no', { status: 404 }) : new Response(found as string)
    },
  })
  const connect = (settings: object = {}) =>
    told.admin('POST', '/repos/acme/dev/upstream/deb/', {
      name: 'outside',
      upstream_url: 'https://deb.example/debian',
      distro_versions: ['debian/bookworm'],
      mode: 'Cache and Proxy',
      is_active: true,
      ...settings,
    })
  const apt = registryClient(told.emulator, dists, keys.reader)
  return { ...told, asked, connect, apt, packages: async () => (await told.admin('GET', '/packages/acme/dev/')).body }
}

/** An archive with one package. */
function archive({ bytes, filename }: typeof tool, pages: Record<string, string | Uint8Array> = {}) {
  const block = [
    'Package: tool',
    'Version: 1:2.0-1',
    'Architecture: amd64',
    'Depends: common | other',
    `Filename: pool/main/t/tool/${filename}`,
    `Size: ${bytes.length}`,
    `SHA256: ${sha256(bytes)}`,
    'Description: A tool',
    '',
  ].join('\n')
  const index = new Uint8Array(gzipSync(block))
  const path = 'main/binary-amd64/Packages.gz'
  const release = `Suite: stable\nSHA256:\n ${sha256(index)} ${index.length} ${path}\n`
  return {
    '/debian/dists/bookworm/InRelease': `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n${release}-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n`,
    [`/debian/dists/bookworm/${path}`]: index,
    [`/debian/pool/main/t/tool/${filename}`]: new Uint8Array(bytes),
    ...pages,
  }
}

const entryOf = (index: string) =>
  Object.fromEntries(fieldsIn(index).map(({ name, text }) => [name, text.slice(name.length + 2)]))

test('what an archive has is listed in our own pool, fetched once, kept for its release, and served when the archive is gone', async () => {
  const { connect, apt, packages, emulator, admin, asked } = upstreamWith(archive(tool))
  const { body: made } = await connect()
  const entry = entryOf(text(await apt('dists/bookworm/main/binary-amd64/Packages')))
  expect(entry).toMatchObject({
    Package: 'tool',
    Depends: 'common | other',
    Filename: `pool/bookworm/main/t/to/tool_1:2.0-1/${tool.filename}`,
    SHA256: sha256(tool.bytes),
  })
  expect(await packages()).toEqual([])
  expect((await apt(entry.Filename ?? '')).bytes).toEqual(new Uint8Array(tool.bytes))
  await emulator.settle()
  expect(await packages()).toMatchObject([
    {
      name: 'tool',
      version: '1:2.0-1',
      distro_version: { slug: 'bookworm' },
      uploader: 'cloudsmith-o6v',
      tags: { info: ['outside'] },
    },
  ])

  await admin('DELETE', `/repos/acme/dev/upstream/deb/${made.slug_perm}/`)
  const before = asked.length
  expect((await apt(entry.Filename ?? '')).status).toBe(200)
  expect(entryOf(text(await apt('dists/bookworm/main/binary-amd64/Packages')))).toMatchObject({ SHA256: entry.SHA256 })
  expect(asked).toHaveLength(before)
})

test('an index that has not changed is not asked for again', async () => {
  const other = debPackage({ name: 'tool', version: '1:2.0-1', architecture: 'amd64', files: { once: 'only' } })
  const { connect, apt, asked } = upstreamWith(archive(other))
  await connect()
  await apt('dists/bookworm/InRelease')
  await apt('dists/bookworm/InRelease')
  expect(asked.filter((path) => path.endsWith('Packages.gz'))).toHaveLength(1)
  expect(asked.filter((path) => path.endsWith('InRelease'))).toHaveLength(2)
})

test('what an archive has under another name of the release is for ours', async () => {
  const pages = Object.entries(archive(tool)).map(([path, page]) => [path.replace('bookworm', 'stable'), page] as const)
  const { connect, apt } = upstreamWith(Object.fromEntries(pages))
  await connect({ upstream_distribution: 'stable', distro_versions: ['debian/bookworm', 'debian/trixie'] })
  for (const release of ['bookworm', 'trixie'])
    expect(entryOf(text(await apt(`dists/${release}/main/binary-amd64/Packages`))).Package).toBe('tool')
})

test.each([
  [
    'another file',
    { [`/debian/pool/main/t/tool/${tool.filename}`]: new Uint8Array(tampered.bytes) },
    /a different file from the one that it offers/,
  ],
  ['no file', { [`/debian/pool/main/t/tool/${tool.filename}`]: undefined }, /does not have the file/],
])('an archive that has %s than its index says gives nothing out', async (_, pages, why) => {
  const { connect, apt, packages } = upstreamWith({ ...archive(tool), ...(pages as Record<string, Uint8Array>) })
  await connect()
  const refused = await apt(`pool/bookworm/main/t/to/tool_1:2.0-1/${tool.filename}`)
  expect([refused.status, text(refused)]).toEqual([502, expect.stringMatching(why)])
  expect(await packages()).toEqual([])
})

test.each([
  [
    'an index that its release does not list so',
    { '/debian/dists/bookworm/main/binary-amd64/Packages.gz': 'tampered' },
    /is not what its release lists/,
  ],
  [
    'a release without checksums that anybody trusts',
    { '/debian/dists/bookworm/InRelease': 'Suite: stable\nMD5Sum:\n abc 1 x\n' },
    /lists no index/,
  ],
])('%s is not believed', async (_, pages, why) => {
  const unseen = debPackage({ name: 'tool', version: '1:2.0-1', architecture: 'amd64', files: { [why.source]: '' } })
  const { connect, apt } = upstreamWith({ ...archive(unseen), ...pages })
  await connect()
  expect(text(await apt('dists/bookworm/main/binary-amd64/Packages'))).toBe('')
  const refused = await apt(`pool/bookworm/main/t/to/tool_1:2.0-1/${unseen.filename}`)
  expect([refused.status, text(refused)]).toEqual([502, expect.stringMatching(why)])
})

test('another emulator is an upstream, whose repositories are found by their addresses', async () => {
  const outside = createEmulator({
    workspaces: [
      {
        slug: 'world',
        accounts: [{ slug: 'owner', key: 'k', role: 'Owner' }],
        repositories: [{ name: 'open', repository_type_str: 'Public' }],
      },
    ],
  })
  await outside.add('world/open', tool)
  const { emulator, admin } = story({ origin: 'http://emulator.test', reachUpstreams: outside.fetch })
  await admin('POST', '/repos/acme/dev/upstream/deb/', {
    name: 'outside',
    upstream_url: 'https://dl.cloudsmith.io/public/world/open/deb/debian',
    distro_versions: ['debian/bookworm'],
    mode: 'Proxy Only',
    is_active: true,
  })
  const apt = registryClient(emulator, 'http://emulator.test/dl/basic/acme/dev/deb/debian', keys.reader)
  const { Filename = '' } = entryOf(text(await apt('dists/bookworm/main/binary-amd64/Packages')))
  expect((await apt(Filename)).bytes).toEqual(new Uint8Array(tool.bytes))
})
