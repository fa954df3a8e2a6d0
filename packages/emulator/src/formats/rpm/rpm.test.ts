import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { rpmPackage } from './build.ts'

const small = rpmPackage({ name: 'a', version: '1' })

/** Changes a package's bytes from the place where some text stands. */
function altered(at: string, offset: number, bytes: readonly number[]) {
  const copy = small.bytes.slice()
  copy.set(bytes, Buffer.from(copy).indexOf(at) + offset)
  return { ...small, bytes: copy }
}

function flipLast(bytes: Uint8Array) {
  return bytes.with(-1, (bytes.at(-1) ?? 0) ^ 1)
}

test('a package that was built is read back', async () => {
  const facts = await factsOf(
    rpmPackage({
      name: 'acme-api',
      version: '1.2',
      release: '3.el9',
      epoch: 1,
      architecture: 'x86_64',
      license: 'ASL 2.0',
      description: 'An API.',
      requires: { glibc: '>= 2.17', bash: '', old: '< 2', 'rpmlib(CompressedFileNames)': '<= 3.0.4-1' },
      distribution: 'el/9',
      files: { 'usr/bin/acme': '#!/bin/sh\n', 'usr/share/acme/data': 'data' },
    }),
  )
  expect(facts).toEqual({
    name: 'acme-api',
    version: '1:1.2-3.el9',
    release: '3.el9',
    epoch: 1,
    license: 'ASL 2.0',
    summary: 'An API.',
    description: 'An API.',
    architectures: ['x86_64'],
    dependencies: [
      { name: 'glibc', operator: '>=', version: '2.17', dep_type: 'Requires' },
      { name: 'bash', operator: null, version: null, dep_type: 'Requires' },
      { name: 'old', operator: '<', version: '2', dep_type: 'Requires' },
    ],
    identifiers: {},
    numFiles: 2,
    typeDisplay: 'el/9',
  })
})

test('without an epoch, the version has none', async () => {
  expect(await factsOf(small)).toMatchObject({ version: '1-1', release: '1', epoch: undefined, architectures: ['noarch'] })
})

test.each([
  ['no RPM package', { ...small, bytes: new TextEncoder().encode('x'.repeat(200)) }, 'no RPM package'],
  ['a lead alone', { ...small, bytes: small.bytes.subarray(0, 96) }, 'damaged or cut short'],
  ['no payload', { ...small, bytes: small.bytes.subarray(0, -20) }, 'is cut short'],
  ['another payload than was signed', { ...small, bytes: flipLast(small.bytes) }, 'has another md5 than it says'],
  ['another header than was signed', altered('a-1-1.src.rpm', 0, [0x62]), 'has another sha256 than it says'],
])('%s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})

test('a header that claims four billion entries is refused at once', async () => {
  const bytes = small.bytes.slice()
  bytes.fill(0xff, 96 + 8, 96 + 16)
  expect(await reasonOf({ ...small, bytes })).toContain('damaged or cut short')
})
