import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { zip } from '../../format/archive-writers.ts'
import { swiftPackage } from './build.ts'

const small = swiftPackage({ scope: 'acme', name: 'Api', version: '1.0.0' })
const tools = '// swift-tools-version:5.9\n'
const manifest = (text: string) => ({ ...small, bytes: zip({ 'Api/Package.swift': tools + text }) })

test('a package that was built is read back', async () => {
  const facts = await factsOf(
    swiftPackage({
      scope: 'acme',
      name: 'Api',
      version: '1.2.0',
      repositoryUrl: 'https://github.com/acme/api.git',
      licenseUrl: 'https://example.org/license',
      dependencies: { 'https://github.com/apple/swift-nio.git': '2.60.0' },
    }),
  )
  expect(facts).toEqual({
    name: 'Api',
    version: '1.2.0',
    license: 'https://example.org/license',
    architectures: [],
    dependencies: [{ name: 'github.com/apple/swift-nio', operator: 'matches', version: '^2.60.0', dep_type: 'Requires' }],
    identifiers: { swift_scope: 'acme' },
    numFiles: 2,
    typeDisplay: 'file',
    ecosystem: 'SwiftURL',
    osvName: 'github.com/acme/api',
  })
})

test.each([
  ['url: "https://x.org/a", exact: "1.0.0"', 'x.org/a', '=', '1.0.0'],
  ['url: "https://x.org/a", .exact("1.0.0")', 'x.org/a', '=', '1.0.0'],
  ['name: "A", url: "https://x.org/a", .upToNextMinor(from: "1.0.0")', 'x.org/a', 'matches', '~1.0.0'],
  ['url: "https://x.org/a", "1.0.0"..<"2.0.0"', 'x.org/a', 'matches', '>=1.0.0 <2.0.0'],
  ['url: "https://x.org/a", "1.0.0"..."1.9.0"', 'x.org/a', 'matches', '>=1.0.0 <=1.9.0'],
  ['url: "https://x.org/a", branch: "main"', 'x.org/a', null, null],
  ['id: "acme.base", from: "1.0.0"', 'acme.base', 'matches', '^1.0.0'],
])('.package(%s) is a dependency on %s %s %s', async (text, name, operator, version) => {
  const { dependencies } = await factsOf(manifest(`// .package(url: "https://x.org/never", from: "1.0.0")\n.package(${text}),\n`))
  expect(dependencies).toEqual([{ name, operator, version, dep_type: 'Requires' }])
})

test.each([
  ['no manifest', { ...small, bytes: zip({ 'a/b/Package.swift': '' }) }, 'has 0 Package.swift in its top folder'],
  [
    'no top folder',
    { ...small, bytes: zip({ 'Package.swift': tools, 'Sources/a.swift': '' }) },
    'has 2 things at its top instead of one folder',
  ],
  [
    'two top folders',
    { ...small, bytes: zip({ 'a/Package.swift': tools, 'b/Package.swift': tools }) },
    'has 2 things at its top',
  ],
  [
    'no version of the tools',
    { ...small, bytes: zip({ 'a/Package.swift': 'import PackageDescription' }) },
    'does not begin with // swift-tools-version:',
  ],
  ['a branch for a version', { ...small, fields: { ...small.fields, version: 'main' } }, '"main", which is not a version'],
  ['no scope', { ...small, fields: { name: 'a', version: '1' } }, 'scope (in the request) is missing'],
])('a package with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
