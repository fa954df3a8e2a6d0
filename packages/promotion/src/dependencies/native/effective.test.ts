import { expect, test } from 'vitest'
import { pomNeeds } from './effective.ts'
import { type Pom, pomIn } from './pom.ts'

/** A reference to a property. */
const ref = (name: string) => `\${${name}}`
const pomOf = (text: string) => pomIn(new TextEncoder().encode(`<project>${text}</project>`))
const own = '<groupId>org.acme</groupId><artifactId>app</artifactId><version>1</version>'
const bom = (version: string, artifact = 'bom') =>
  `<dependencyManagement><dependencies><dependency><groupId>org.acme</groupId><artifactId>${artifact}</artifactId><version>${version}</version><type>pom</type><scope>import</scope></dependency></dependencies></dependencyManagement>`
const parent =
  '<parent><groupId>org.acme</groupId><artifactId>parent</artifactId><version>7</version></parent><artifactId>app</artifactId>'
const properties = (text: string) => `<properties>${text}</properties>`
const forOthers = '<packaging>pom</packaging>'

test.each<[string, string[], string[]]>([
  ['a POM on its own', [own], []],
  ['a parent, and an import', [parent + bom('3')], ['org.acme:parent:7', 'org.acme:bom:3']],
  ['what is managed without being imported', [`${own}${bom('3').replace('import', 'compile')}`], []],
  ['a property of its own', [own + properties('<v> 3 </v>') + bom(ref('v'))], ['org.acme:bom:3']],
  ['properties in properties', [own + properties(`<v>${ref('w')}.1</v><w>3</w>`) + bom(ref('v'))], ['org.acme:bom:3.1']],
  [
    'its own version, under all its names',
    [own + bom(`${ref('project.version')}-${ref('pom.version')}-${ref('version')}`)],
    ['org.acme:bom:1-1-1'],
  ],
  ['the version of its parent', [parent + bom(ref('project.parent.version'))], ['org.acme:parent:7', 'org.acme:bom:7']],
  ["a version that is its parent's", [parent + bom(ref('project.version'))], ['org.acme:parent:7', 'org.acme:bom:7']],
  ['a property of its parent', [parent + bom(ref('v')), own + properties('<v>3</v>')], ['org.acme:parent:7', 'org.acme:bom:3']],
  [
    'an import of its parent by a property that it sets',
    [parent + properties('<v>4</v>'), own + properties('<v>3</v>') + bom(ref('v'))],
    ['org.acme:parent:7', 'org.acme:bom:4'],
  ],
  ['one of its parent that is plain, which the parent asks for', [parent, own + bom('3')], ['org.acme:parent:7']],
  [
    'the nearer of two imports',
    [parent + bom('4'), own + properties('<v>3</v>') + bom(ref('v'))],
    ['org.acme:parent:7', 'org.acme:bom:4'],
  ],
  ['a property that nobody sets', [own + bom(ref('nowhere'))], []],
  ['a property that refers to itself', [own + properties(`<v>${ref('w')}</v><w>${ref('v')}</w>`) + bom(ref('v'))], []],
  [
    'a property that grows without end',
    [own + properties(`<v>${ref('w').repeat(100)}</v><w>${'x'.repeat(100)}</w>`) + bom(ref('v'))],
    [],
  ],
  [
    'an import of who is inherited from, by a property',
    [own + forOthers + properties('<v>3</v>') + bom(ref('v'))],
    ['org.acme:bom:3?'],
  ],
  ['a plain one of who is inherited from', [own + forOthers + bom('3')], ['org.acme:bom:3']],
  [
    'the POM that it is relocated to',
    [`${own}<distributionManagement><relocation><groupId>org.new</groupId></relocation></distributionManagement>`],
    ['org.new:app:1'],
  ],
])('%s', async (_, texts, expected) => {
  const line = (await Promise.all(texts.map(pomOf))) as [Pom, ...Pom[]]
  const told = pomNeeds(line).map((need) => `${need.groupId}:${need.artifactId}:${need.version}${need.isUncertain ? '?' : ''}`)
  expect(told).toEqual(expected)
})
