import { describe, expect, test } from 'vitest'
import type { Package } from '../generated/v1.ts'
import { compareBytes, mayBe, surelyIs, type Wanted } from './same-package.ts'

const row = (known: Partial<Package>) =>
  ({ name: null, version: null, identifiers: {}, files: [], architectures: [], is_sync_completed: true, ...known }) as Package
const wanted = (format: string, filename: string, fields: Wanted['fields'] = {}): Wanted => ({ format, filename, fields })

const ms = row({ format: 'npm', filename: 'ms-2.1.3.tgz', name: 'ms', version: '2.1.3' })
const file = 'acme_api-1.0-py3-none-any.whl'
const wheel = row({ format: 'python', filename: file, name: 'acme-api', version: '1.0' })
const edge = { distribution: 'alpine/edge' }
const apk = (name: string) =>
  row({ format: 'alpine', filename: 'acme-1-r0.apk', name: 'acme', version: '1-r0', architectures: [{ name }] })
const notes = row({ format: 'raw', filename: 'a.txt', name: 'notes', version: '1' })
const path = row({ format: 'generic', filename: 'x.bin', filepath: 'tools/x.bin' })
const jar = row({ format: 'maven', filename: 'core-1.jar', name: 'core', version: '1', identifiers: { maven_group_id: 'org.a' } })
const deb = row({
  ...{ format: 'deb', filename: 'acme_1.2.3-1_all.deb', name: 'acme', version: '1.2.3-1' },
  ...{ distro: { slug: 'debian' }, distro_version: { slug: 'bookworm' }, identifiers: { deb_component: 'main' } },
} as unknown as Partial<Package>)
const contrib = { ...deb, identifiers: { deb_component: 'contrib' } }
const amd64 = { ...deb, filename: 'acme_1_amd64.deb', version: '1', architectures: [{ name: 'amd64' }] }
const agent = 'acme_1.2.3-1_all.deb'
const bookworm = { distribution: 'debian/bookworm' }

test.each<[string, Package, Wanted, boolean, boolean]>([
  // what is compared, the existing package, the wanted one, mayBe, surelyIs
  ['the name of a file that has name and version', wheel, wanted('python', file), true, true],
  ['a name that is written another way there', { ...wheel, name: 'Acme.API' }, wanted('python', file), true, true],
  ['another name for the file', wheel, wanted('python', 'package.whl'), true, false],
  ['a file name that tells nothing', { ...wheel, filename: 'a.whl' }, wanted('python', 'a.whl'), true, false],
  ['a name that is the end of what the file is called', { ...wheel, name: 'api' }, wanted('python', file), true, false],
  ['an npm package, whose scope no file name tells', ms, wanted('npm', 'ms-2.1.3.tgz'), true, false],
  ['an npm package of a scope', { ...ms, name: '@acme/ms' }, wanted('npm', 'ms-2.1.3.tgz'), true, false],
  ['an architecture that the file name lacks', apk('x86_64'), wanted('alpine', 'acme-1-r0.apk', edge), true, false],
  ['an architecture that the file name has', amd64, wanted('deb', 'acme_1_amd64.deb', bookworm), true, true],
  ['another format', ms, wanted('raw', 'ms-2.1.3.tgz'), false, false],
  ['a raw file', notes, wanted('raw', 'a.txt', { name: 'notes', version: '1' }), true, true],
  ['a raw file of another version', notes, wanted('raw', 'a.txt', { name: 'notes', version: '2' }), false, false],
  ['a raw file without a name', notes, wanted('raw', 'a.txt'), false, false],
  [
    'a raw file named like itself',
    { ...notes, name: null, version: null },
    wanted('raw', 'a.txt', { name: 'a.txt' }),
    true,
    true,
  ],
  [
    'a raw file that is not known yet',
    row({ ...notes, name: null, version: null, is_sync_completed: false }),
    wanted('raw', 'a.txt', { name: 'notes' }),
    true,
    true,
  ],
  ['a generic path, however it is written', path, wanted('generic', 'y', { filepath: '/tools//x.bin' }), true, true],
  ['another generic path', path, wanted('generic', 'x.bin', { filepath: 'x.bin' }), false, false],
  ['a jar whose group nobody says', jar, wanted('maven', 'core-1.jar'), true, false],
  ['a jar of that group', jar, wanted('maven', 'core-1.jar', { group_id: 'org.a' }), true, true],
  ['a jar of another group', jar, wanted('maven', 'core-1.jar', { group_id: 'org.b' }), false, false],
  ['a distribution', deb, wanted('deb', agent, bookworm), true, true],
  ['another distribution', deb, wanted('deb', agent, { distribution: 'ubuntu/jammy' }), false, false],
  ['the component that nobody says', contrib, wanted('deb', agent, bookworm), false, false],
  ['another component', deb, wanted('deb', agent, { ...bookworm, component: 'contrib' }), false, false],
])('%s', (_, there, asked, may, surely) => {
  expect([mayBe(there, asked), surelyIs(there, asked)]).toEqual([may, surely])
})

describe('bytes', () => {
  const there = row({
    checksum_sha256: 'AA',
    files: [
      { filename: 'core-1.jar', checksum_sha256: 'aa' },
      { filename: 'core-1.pom', checksum_sha256: 'BB' },
    ],
  } as Partial<Package>)
  const file = (sha256: string) => ({ filename: 'x', sha256 })

  test.each([
    ['the same', there, ['aa'], 'same'],
    ['the same with a further file', there, ['aa', 'bb'], 'same'],
    ['others', there, ['cc'], 'other'],
    ['a further file that is not there', there, ['aa', 'cc'], 'other'],
    ['none that are known yet', row({ checksum_sha256: '' }), ['aa'], 'unknown'],
  ])('are %s', (_, pkg, digests, likeness) => {
    expect(compareBytes(pkg, digests.map(file))).toBe(likeness)
  })
})
