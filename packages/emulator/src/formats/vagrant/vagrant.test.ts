import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { gzip, tar } from '../../format/archive-writers.ts'
import { vagrantBox } from './build.ts'

const box = vagrantBox({ name: 'acme/debian', version: '12.1', provider: 'libvirt', files: { 'box.img': 'disk' } })

test('a box that was built is read back', async () => {
  expect(await factsOf(box)).toEqual({
    name: 'acme/debian',
    version: '12.1',
    architectures: [],
    dependencies: [],
    identifiers: { vagrant_provider: 'libvirt' },
    numFiles: 3,
    typeDisplay: 'file',
  })
})

test('the architecture is in the box', async () => {
  const bytes = tar({ 'metadata.json': '{"provider":"libvirt","architecture":"arm64"}' })
  expect(await factsOf({ ...box, bytes })).toMatchObject({ architectures: ['arm64'] })
})

test.each([
  ['no metadata', { ...box, bytes: gzip(tar({ Vagrantfile: '' })) }, 'has 0 metadata.json at its root'],
  ['no provider', { ...box, bytes: tar({ 'metadata.json': '{}' }) }, 'metadata.json: provider is missing'],
  [
    'another provider than asked for',
    { ...box, fields: { ...box.fields, provider: 'vmware' } },
    'is for libvirt, but the request says vmware',
  ],
  ['a version that is none', { ...box, fields: { ...box.fields, version: 'latest' } }, '"latest", which is not a version'],
  ['no JSON for metadata', { ...box, bytes: gzip(tar({ 'metadata.json': '' })) }, 'JSON'],
  ['no tar archive', { ...box, bytes: gzip(new Uint8Array(600).fill(1)) }, 'the file is not a tar archive, or it is damaged'],
  ['no name in the request', { ...box, fields: { version: '1', provider: 'libvirt' } }, 'name (in the request) is missing'],
])('a box with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
