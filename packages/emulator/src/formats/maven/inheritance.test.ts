import { expect, test } from 'vitest'
import { story } from '../../../test/story.ts'
import { toBytes, zip } from '../../format/archive-writers.ts'
import type { PackageFixture } from '../../format/package-fixture.ts'

const gav = (artifact: string, version = '1', group = 'org.acme') =>
  `<groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>`

const pom = (artifact: string, inner: string): PackageFixture => ({
  format: 'maven',
  filename: `${artifact}.pom`,
  bytes: toBytes(`<project>${inner}</project>`),
  fields: {},
  extra: {},
})

const parentOf = (artifact: string, version?: string, group?: string) => `<parent>${gav(artifact, version, group)}</parent>`
const dependency = (artifact: string, rest = '') =>
  `<dependency><groupId>org.lib</groupId><artifactId>${artifact}</artifactId>${rest}</dependency>`
const version = (text: string) => `<version>${text}</version>`
const property = (name: string) => `\${${name}}`
const managed = (inner: string) => `<dependencyManagement><dependencies>${inner}</dependencies></dependencyManagement>`
const bom = (artifact: string) => `<dependency>${gav(artifact)}<type>pom</type><scope>import</scope></dependency>`

/** Uploads packages one after the other, and returns the last one in the API's form, with its dependencies as `name operator version type`. */
async function lastOf(...fixtures: PackageFixture[]) {
  const { emulator, admin } = story()
  let path = ''
  for (const fixture of fixtures) path = `/packages/acme/dev/${(await emulator.add('acme/dev', fixture)).slug_perm}/`
  const { body: pkg } = await admin('GET', path)
  const { body } = await admin('GET', `${path}dependencies/`)
  const dependencies = body.dependencies.map((each: Record<string, string | null>) =>
    [each.name?.replace('org.lib:', ''), each.version ?? '-', each.dep_type].join(' '),
  )
  return { pkg, dependencies }
}

test('a POM has licence, description, properties, dependencies and their management of its parents', async () => {
  const { pkg, dependencies } = await lastOf(
    pom(
      'base',
      `${gav('base')}<description>Of all</description><licenses><license><name>MIT</name></license></licenses>
       <properties><lib>9</lib><other>2</other></properties>${managed(dependency('managed', `${version(property('lib'))}<scope>test</scope>`))}`,
    ),
    pom(
      'parent',
      `${parentOf('base')}<artifactId>parent</artifactId><name>Not inherited</name><dependencies>${dependency('of-parent', version(property('other')))}</dependencies>`,
    ),
    pom(
      'child',
      `${parentOf('parent')}<artifactId>child</artifactId><properties><lib>10</lib></properties>
       <dependencies>${dependency('managed')}${dependency('own', version(property('project.version')))}</dependencies>`,
    ),
  )
  expect(pkg).toMatchObject({ name: 'child', version: '1', license: 'MIT License', description: 'Of all', summary: null })
  // The child's property also applies to what it inherits.
  expect(dependencies).toEqual(['managed 10 Test', 'own 1 Compile', 'of-parent 2 Compile'])
})

test('what a child says itself counts before its parent', async () => {
  const { pkg, dependencies } = await lastOf(
    pom(
      'parent',
      `${gav('parent')}<licenses><license><name>MIT</name></license></licenses><dependencies>${dependency('a', '<version>1</version>')}</dependencies>`,
    ),
    pom(
      'child',
      `${parentOf('parent')}${gav('child', '2', 'org.child')}<licenses><license><name>ISC</name></license></licenses>
       <dependencies>${dependency('a', '<version>2</version>')}${dependency('a', '<version>3</version><classifier>tests</classifier>')}</dependencies>`,
    ),
  )
  expect(pkg).toMatchObject({ version: '2', license: 'ISC License', identifiers: { maven_group_id: 'org.child' } })
  expect(dependencies).toEqual(['a 2 Compile', 'a 3 Compile'])
})

test('a version that a parent defines, in a jar whose POM is inside', async () => {
  const jar = {
    ...pom('child', ''),
    filename: 'child-7.jar',
    bytes: zip({
      'META-INF/maven/org.acme/child/pom.xml': `<project>${parentOf('parent')}<artifactId>child</artifactId><version>\${ours}</version></project>`,
    }),
  }
  const parent = pom('parent', `${gav('parent')}<properties><ours>7</ours></properties>`)
  expect((await lastOf(parent, jar)).pkg).toMatchObject({ name: 'child', version: '7' })
})

test('a parent that is missing, or there in another group or version, is left out', async () => {
  const others = ['org.other', 'org.acme'].map((group, index) =>
    pom('parent', `${gav('parent', `${index + 1}`, group)}<description>Another</description>`),
  )
  const child = pom('child', `${parentOf('parent')}<artifactId>child</artifactId>`)
  expect((await lastOf(...others, child)).pkg).toMatchObject({
    name: 'child',
    version: '1',
    description: null,
  })
})

test('parents in a circle, and BOMs that import each other, end', async () => {
  const { pkg, dependencies } = await lastOf(
    pom('a', `${parentOf('b')}${gav('a')}`),
    pom('b', `${parentOf('a')}${gav('b')}${managed(bom('c') + dependency('x', '<version>1</version>'))}`),
    pom('c', `${gav('c')}${managed(bom('b') + bom('c') + dependency('y', '<version>2</version>'))}`),
    pom('d', `${parentOf('b')}<artifactId>d</artifactId><dependencies>${dependency('x')}${dependency('y')}</dependencies>`),
  )
  expect(pkg).toMatchObject({ name: 'd', status_str: 'Completed' })
  expect(dependencies).toEqual(['x 1 Compile', 'y 2 Compile'])
})

test('of BOMs the first counts, after what the project says itself', async () => {
  const { dependencies } = await lastOf(
    pom(
      'first',
      `${gav('first')}<properties><v>1</v></properties>${managed(dependency('a', version(property('v'))) + dependency('b', '<version>1</version>'))}`,
    ),
    pom(
      'second',
      `${gav('second')}${managed(dependency('a', '<version>2</version>') + dependency('c', '<version>2</version>'))}`,
    ),
    pom(
      'app',
      `${gav('app')}${managed(bom('first') + bom('second') + bom('missing') + dependency('b', '<version>0</version>'))}
       <dependencies>${['a', 'b', 'c', 'd'].map((name) => dependency(name)).join('')}</dependencies>`,
    ),
  )
  expect(dependencies).toEqual(['a 1 Compile', 'b 0 Compile', 'c 2 Compile', 'd - Compile'])
})
