import { describe, expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { zip } from '../../format/archive-writers.ts'
import { p2Bundle } from './build.ts'

const small = p2Bundle({ name: 'org.acme', version: '1.0.0' })
const jar = (files: Record<string, string | Uint8Array>, filename = small.filename) => ({ ...small, filename, bytes: zip(files) })
const bundle = (...headers: string[]) =>
  jar({ 'META-INF/MANIFEST.MF': ['Manifest-Version: 1.0', ...headers, '', ''].join('\r\n') })
const own = ['Bundle-SymbolicName: org.acme;singleton:=true', 'Bundle-Version: 1.0.0.v2026']

describe('a bundle', () => {
  test('that was built is read back', async () => {
    const facts = await factsOf(p2Bundle({ name: 'org.acme', version: '1.0.0', license: 'MIT', description: 'An API.' }))
    expect(facts).toMatchObject({ name: 'org.acme', version: '1.0.0', license: 'MIT', description: 'An API.', numFiles: 1 })
  })

  test('has directives, lists with commas in quotation marks, and lines that are cut in a letter', async () => {
    const cut = Buffer.from('Manifest-Version: 1.0\r\nBundle-Name: Zo\u00eb\r\n', 'utf8')
    const letter = cut.indexOf(0xc3) + 1
    const rest = [
      ...own,
      'Bundle-Description: %description',
      'Bundle-License: "EPL-2.0";link="https://example.org/a,b", Apache-2.0',
      'Fragment-Host: org.acme.host',
      'Require-Bundle: org.acme.core;bundle-version="[3.0.0,4.0.0)";visibility:=reexport,org.acme.',
      ' util;bundle-version=1.2.0;resolution:=optional',
      '',
      'Name: org/acme/Other.class',
      'Bundle-Version: 2.0.0',
      '',
    ]
    const manifest = Buffer.concat([
      cut.subarray(0, letter),
      Buffer.from('\r\n '),
      cut.subarray(letter),
      Buffer.from(rest.join('\r\n')),
    ])
    const facts = await factsOf(jar({ 'META-INF/MANIFEST.MF': manifest }))
    expect(facts).toMatchObject({
      name: 'org.acme',
      version: '1.0.0.v2026',
      summary: 'Zo\u00eb',
      license: 'EPL-2.0 OR Apache-2.0',
    })
    expect(facts.description).toBeUndefined()
    expect(facts.dependencies).toEqual([
      { name: 'org.acme.host', operator: null, version: null, dep_type: 'Depends' },
      { name: 'org.acme.core', operator: 'matches', version: '[3.0.0,4.0.0)', dep_type: 'Depends' },
      { name: 'org.acme.util', operator: '>=', version: '1.2.0', dep_type: 'Suggests' },
    ])
  })

  test('without a version has the lowest', async () => {
    expect(await factsOf(bundle('Bundle-SymbolicName: org.acme'))).toMatchObject({ version: '0.0.0' })
  })
})

test('a feature tells what it consists of and what it needs', async () => {
  const xml = [
    '<feature id="org.acme.feature" version="1.0.0.qualifier" label="%name"><description>A feature.</description>',
    '<license url="https://www.eclipse.org/legal/epl-2.0/">text</license>',
    '<includes id="org.acme.base" version="1.0.0"/><plugin id="org.acme.ui" version="0.0.0"/>',
    '<requires><import plugin="org.acme.core" version="3.1.0"/><import feature="org.acme.sdk" version="3.1" match="compatible"/>',
    '<import plugin="org.acme.util" version="3.1.0" match="equivalent"/></requires></feature>',
  ]
  const facts = await factsOf(jar({ 'feature.xml': xml.join(''), 'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\n' }))
  expect(facts).toMatchObject({ name: 'org.acme.feature', version: '1.0.0.qualifier', description: 'A feature.', numFiles: 2 })
  expect(facts.license).toContain('epl-2.0')
  expect(facts.summary).toBeUndefined()
  expect(facts.dependencies.map(({ name, operator, version }) => [name, operator, version])).toEqual([
    ['org.acme.base', '=', '1.0.0'],
    ['org.acme.ui', null, null],
    ['org.acme.core', '>=', '3.1.0'],
    ['org.acme.sdk', 'matches', '[3.1,4)'],
    ['org.acme.util', 'matches', '[3.1.0,3.2)'],
  ])
})

test.each([
  ['content.jar', 'artifacts.jar'],
  ['content.xml.xz', 'artifacts.xml.xz'],
  ['compositeContent.xml', 'compositeArtifacts.xml'],
])('a repository with %s is called by its file', async (content, artifacts) => {
  const files = { [content]: '', [artifacts]: '', 'plugins/org.acme_1.0.0.jar': '' }
  expect(await factsOf(jar(files, 'acme-site-2.0.0.zip'))).toMatchObject({ name: 'acme-site', version: '2.0.0', numFiles: 3 })
})

test.each([
  [
    'no bundle',
    jar({ 'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\n', 'A.class': '' }),
    'has no META-INF/MANIFEST.MF with a Bundle-',
  ],
  ['half of a repository', jar({ 'content.jar': '' }), 'no content and artifacts of a repository'],
  ['a name that is empty', bundle('Bundle-SymbolicName: ;singleton:=true'), 'is "singleton:=true", which is not a bundle name'],
  [
    'a version of Maven',
    bundle('Bundle-SymbolicName: a', 'Bundle-Version: 1.0-SNAPSHOT'),
    '"1.0-SNAPSHOT", which is not a version',
  ],
  ['a feature without a version', jar({ 'feature.xml': '<feature id="a"/>' }), 'feature.xml: version is missing'],
])('an archive with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
