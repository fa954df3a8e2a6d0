import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { zip } from '../../format/archive-writers.ts'
import { nugetPackage } from '../../testing.ts'

const nupkg = (metadata: string) => ({
  ...nugetPackage({ name: 'A', version: '1.0.0' }),
  bytes: zip({ 'A.nuspec': `<package><metadata><id>A</id>${metadata}</metadata></package>` }),
})
const version = '<version>1.0.0</version>'

test.each([
  ['<license type="expression">MIT</license><licenseUrl>https://licenses.example.org/MIT</licenseUrl>', 'MIT'],
  ['<licenseUrl>https://licenses.example.org/MIT%20OR%20Apache-2.0</licenseUrl>', 'MIT OR Apache-2.0'],
  ['<licenseUrl>https://example.org/license</licenseUrl>', 'https://example.org/license'],
  ['<license type="expression" version="1.0.0">(MIT OR ISC)</license>', '(MIT OR ISC)'],
  ['<license>MIT</license>', undefined],
  ['<licenseUrl>https://licenses.example.org/%E0%A4%A</licenseUrl>', '%E0%A4%A'],
  ['<license type="file">LICENSE.txt</license><licenseUrl>https://aka.ms/deprecateLicenseUrl</licenseUrl>', undefined],
])('the licence of %s is %s', async (metadata, expected) => {
  expect((await factsOf(nupkg(version + metadata))).license).toBe(expected)
})

test('a dependency of several frameworks is listed once', async () => {
  const group = (framework: string) => `<group targetFramework="${framework}"><dependency id="B" version="[2.0]"/></group>`
  const facts = await factsOf(nupkg(`${version}<dependencies>${group('net8.0')}${group('net9.0')}</dependencies>`))
  expect(facts.dependencies).toEqual([{ name: 'B', operator: '=', version: '2.0', dep_type: 'Depends' }])
})

test('next to groups of dependencies, those in none do not count', async () => {
  const listed =
    '<dependencies><dependency id="A"/><group><dependency id="B"/></group><group targetFramework="net8.0"/></dependencies>'
  expect((await factsOf(nupkg(version + listed))).dependencies.map(({ name }) => name)).toEqual(['B'])
})

test.each([
  ['1.0.0.0', '1.0.0'],
  ['1.0.0.4', '1.0.0.4'],
  ['01.2', '1.2.0'],
  ['1', '1.0.0'],
  ['1.2.3.0-Beta.1+build.7', '1.2.3-Beta.1+build.7'],
])('version %s is %s to its clients', async (written, shown) => {
  expect(await factsOf(nupkg(`<version>${written}</version>`))).toMatchObject({ version: shown })
})

test('a manifest in UTF-16, as Visual Studio once wrote', async () => {
  const text = '\uFEFF<package><metadata><id>A</id><version>1.0.0</version></metadata></package>'
  const fixture = { ...nupkg(''), bytes: zip({ 'A.nuspec': new Uint8Array(Buffer.from(text, 'utf16le')) }) }
  expect(await factsOf(fixture)).toMatchObject({ name: 'A', version: '1.0.0' })
})

test.each([
  ['no version', nupkg(''), 'the .nuspec element <version> is missing'],
  ['a placeholder for a version', nupkg('<version>$version$</version>'), '"$version$", which is not a version'],
  ['a version of another language', nupkg('<version>1.0.0-beta_1</version>'), '"1.0.0-beta_1", which is not a version'],
  ['five numbers', nupkg('<version>1.2.3.4.5</version>'), '"1.2.3.4.5", which is not a version'],
  ['two versions', nupkg(`${version}<version>2.0.0</version>`), 'the .nuspec has <version> more than once'],
  ['two ids', nupkg(`${version}<id>B</id>`), 'the .nuspec has <id> more than once'],
  [
    'a path for an id',
    { ...nupkg(''), bytes: zip({ 'A.nuspec': `<package><metadata><id>../A</id>${version}</metadata></package>` }) },
    '"../A", which is not a package id',
  ],
  ['two manifests', { ...nupkg(''), bytes: zip({ 'A.nuspec': '', 'B.NUSPEC': '' }) }, 'has 2 .nuspec files'],
  ['no manifest at its root', { ...nupkg(''), bytes: zip({ 'lib/A.nuspec': '' }) }, 'has 0 .nuspec files'],
])('a package with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
