import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { gzip, tar, zip } from '../../format/archive-writers.ts'
import { cocoapodsPod } from './build.ts'

const small = cocoapodsPod({ name: 'A', version: '1.0.0' })
const pod = (files: Record<string, string>) => ({ ...small, bytes: zip(files) })

test('a pod that was built is read back', async () => {
  const facts = await factsOf(
    cocoapodsPod({
      name: 'AcmeApi',
      version: '1.2.0',
      license: 'MIT',
      description: 'An API.',
      dependencies: { Alamofire: '~> 5.0', 'Acme/Base': '' },
      files: { 'Sources/Api.swift': '' },
    }),
  )
  expect(facts).toEqual({
    name: 'AcmeApi',
    version: '1.2.0',
    license: 'MIT',
    summary: 'An API.',
    architectures: [],
    dependencies: [
      { name: 'Alamofire', operator: '~>', version: '5.0', dep_type: 'Requires' },
      { name: 'Acme/Base', operator: null, version: null, dep_type: 'Requires' },
    ],
    identifiers: {},
    numFiles: 2,
    typeDisplay: 'file',
  })
})

test('a podspec in Ruby, in a folder of a tarball; the one at the root wins', async () => {
  const ruby =
    "Pod::Spec.new do |s|\n  s.name = 'A'\n  s.version = \"1.1\"\n  s.license = { :type => 'MIT' }\n  s.summary = 'Short.'\nend\n"
  expect(await factsOf({ ...small, bytes: gzip(tar({ 'A-1.1/A.podspec': ruby })) })).toMatchObject({
    name: 'A',
    version: '1.1',
    summary: 'Short.',
  })
  const both = pod({ 'A.podspec': ruby, 'Example/B.podspec.json': '{"name":"B","version":"9"}' })
  expect(await factsOf(both)).toMatchObject({ name: 'A' })
})

test.each([
  ['no podspec', pod({ 'a/b/C.podspec.json': '{}' }), 'has 0 podspecs instead of one'],
  ['the podspec of another', pod({ 'A.podspec.json': '{"name":"B","version":"1.0"}' }), 'A.podspec.json is of "B"'],
  ['a version that is none', pod({ 'A.podspec.json': '{"name":"A","version":"main"}' }), '"main", which is not a version'],
  ['two podspecs', pod({ 'A.podspec.json': '{}', 'B.podspec.json': '{}' }), 'has 2 podspecs instead of one'],
  [
    'a computed version',
    pod({ 'A.podspec': "s.name = 'A'\ns.version = version_of('A')\n" }),
    'version in the podspec is missing',
  ],
])('a pod with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
