import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { gzip, tar, toBytes } from '../../format/archive-writers.ts'
import { conanPackage } from './build.ts'

const made = conanPackage({
  name: 'acme-api',
  version: '1.2.0',
  license: 'MIT',
  description: 'An API.',
  architecture: 'armv8',
  requires: { zlib: '1.3.1', openssl: '3.Y.Z' },
  channel: 'testing',
  prefix: 'acme',
  files: { 'include/api.h': '', 'lib/libapi.a': 'x' },
})

test('a package that was built is read back', async () => {
  expect(await factsOf(made)).toEqual({
    name: 'acme-api',
    version: '1.2.0',
    license: 'MIT',
    description: 'An API.',
    architectures: ['armv8'],
    dependencies: [
      { name: 'zlib', operator: '=', version: '1.3.1', dep_type: 'Requires' },
      { name: 'openssl', operator: '=', version: '3.Y.Z', dep_type: 'Requires' },
    ],
    identifiers: { conan_prefix: 'acme', conan_channel: 'testing', conan_package_id: expect.stringMatching(/^[\da-f]{40}$/) },
    numFiles: 2,
    typeDisplay: 'file',
    ecosystem: 'ConanCenter',
    osvName: 'acme-api',
  })
})

test('name and version may be in the recipe alone', async () => {
  expect(await factsOf({ ...made, fields: {} })).toMatchObject({ name: 'acme-api', version: '1.2.0', identifiers: {} })
})

test('a reference of the first generation has user, channel and package behind the version', async () => {
  const info_file = {
    filename: 'conaninfo.txt',
    bytes: toBytes('[requires]\n    zlib/1.2.11@conan/stable:6af9cc7c\n[options]\n    a/1\n'),
  }
  const { dependencies } = await factsOf({ ...made, extra: { ...made.extra, info_file } })
  expect(dependencies).toEqual([{ name: 'zlib', operator: '=', version: '1.2.11', dep_type: 'Requires' }])
})

test.each([
  ['no files', { ...made, bytes: gzip(tar({})) }, 'the tarball has no files'],
  [
    'a path for a name',
    { ...made, fields: { ...made.fields, name: 'acme/api' } },
    '"acme/api", which is not allowed in a reference',
  ],
  [
    'a range for a version',
    { ...made, fields: { ...made.fields, version: '[>1.0]' } },
    '"[>1.0]", which is not allowed in a reference',
  ],
  ['no name', { ...made, fields: {}, extra: {} }, 'name (in the request or in conanfile.py) is missing'],
  [
    'another file for a manifest',
    { ...made, extra: { manifest_file: { filename: 'a', bytes: toBytes('{}') } } },
    'manifest_file is not a conanmanifest.txt',
  ],
])('a package with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
