import { describe, expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { concat, zip } from '../../format/archive-writers.ts'
import { mavenJar } from '../../testing.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const project = (inner: string) => `<project xmlns="http://maven.apache.org/POM/4.0.0">${inner}</project>`
const coordinates = '<groupId>g</groupId><artifactId>a</artifactId><version>1</version>'

/** An upload of a file that is only a POM. */
const bare = (pom: string) => ({ format: 'maven', filename: 'a-1.pom', bytes: encode(pom), fields: {}, extra: {} })

describe('where the POM comes from', () => {
  const jar = mavenJar({ groupId: 'g', artifactId: 'a', version: '1' })

  test('from inside the jar, when none is sent along', async () => {
    expect(await factsOf({ ...jar, extra: {} })).toEqual(await factsOf(jar))
  })

  test('the one sent along wins over the one inside', async () => {
    const pom_file = {
      filename: 'x.pom',
      bytes: encode(project('<groupId>g</groupId><artifactId>b</artifactId><version>2</version>')),
    }
    expect(await factsOf({ ...jar, extra: { pom_file } })).toMatchObject({ name: 'b', version: '2', osvName: 'g:b' })
  })

  test('from the request, when there is none at all', async () => {
    const fields = { group_id: 'g', artifact_id: 'native', version: '3' }
    const library = { ...jar, filename: 'native-3.so', bytes: encode('\x7fELF'), fields, extra: {} }
    expect(await factsOf(library)).toMatchObject({
      name: 'native',
      version: '3',
      identifiers: { maven_group_id: 'g' },
      numFiles: 0,
    })
    expect(await reasonOf({ ...library, fields: {} })).toContain('groupId (in a POM) or group_id (in the request) is missing')
  })

  test('a jar that swallowed others knows its own POM by the file name', async () => {
    const pomOf = (artifact: string) => project(`<groupId>g</groupId><artifactId>${artifact}</artifactId><version>1</version>`)
    const artifacts = ['core', 'core-http', 'slf4j']
    const bytes = zip(Object.fromEntries(artifacts.map((name) => [`META-INF/maven/g/${name}/pom.xml`, pomOf(name)])))
    const shaded = { ...jar, bytes, extra: {} }
    expect(await factsOf({ ...shaded, filename: 'core-http-1.jar' })).toMatchObject({ name: 'core-http' })
    expect(await factsOf({ ...shaded, filename: 'core-1.jar' })).toMatchObject({ name: 'core' })
    expect(await factsOf({ ...shaded, filename: 'all.jar', fields: { artifact_id: 'slf4j' } })).toMatchObject({ name: 'slf4j' })
    expect(await reasonOf({ ...shaded, filename: 'all.jar' })).toContain('none of the 3 POMs in all.jar is its own')
  })

  const pomOf = (artifact: string, version = '1', group = 'g') =>
    project(`<groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>`)
  const descriptor = (artifact: string, version = '1', group = 'g') => ({
    [`META-INF/maven/${group}/${artifact}/pom.xml`]: pomOf(artifact, version, group),
    [`META-INF/maven/${group}/${artifact}/pom.properties`]: `groupId=${group}\nartifactId=${artifact}\nversion=${version}\n`,
  })
  const archive = (filename: string, files: Record<string, string>, fields = {}) => ({
    ...jar,
    filename,
    bytes: zip(files),
    fields,
    extra: {},
  })

  test('of two groups with one artifact, the one whose version the file has, or the request names', async () => {
    const files = { ...descriptor('core', '1', 'g'), ...descriptor('core', '2', 'h') }
    expect(await factsOf(archive('core-2.jar', files))).toMatchObject({ osvName: 'h:core', version: '2' })
    expect(await factsOf(archive('core.jar', files, { group_id: 'g' }))).toMatchObject({ osvName: 'g:core', version: '1' })
    expect(await factsOf(archive('core-2-sources.jar', files))).toMatchObject({ osvName: 'h:core' })
    expect(await reasonOf(archive('core.jar', files))).toContain(
      'more than one of the 2 POMs in core.jar is its own: send a pom_file',
    )
  })

  test('an artifact whose name only starts like the file is not it', async () => {
    const files = { ...descriptor('core'), ...descriptor('coreutils') }
    expect(await factsOf(archive('coreutils-1.jar', files))).toMatchObject({ name: 'coreutils' })
  })

  test('the lone POM of a library that was merged in is not that of the jar', async () => {
    const merged = descriptor('slf4j-api', '2.0.9')
    expect(await reasonOf(archive('acme-app-1.0.jar', merged))).toContain(
      'the POM in acme-app-1.0.jar is that of another artifact',
    )
    const fields = { group_id: 'org.acme', artifact_id: 'acme-app', version: '1.0' }
    expect(await factsOf(archive('acme-app-1.0.jar', merged, fields))).toMatchObject({
      osvName: 'org.acme:acme-app',
      version: '1.0',
    })
  })

  test('the lone POM of a jar that is called by another name is its own', async () => {
    expect(await factsOf(archive('app.jar', descriptor('acme-app', '1.0')))).toMatchObject({ name: 'acme-app' })
    expect(await factsOf(archive('acme_app-1.0.jar', descriptor('acme-app', '1.0')))).toMatchObject({ name: 'acme-app' })
  })

  test('pom.properties tell the version that the POM leaves to its build, and all where there is no POM', async () => {
    const { 'META-INF/maven/g/a/pom.properties': properties = '' } = descriptor('a', '1.5')
    const built = { 'META-INF/maven/g/a/pom.xml': pomOf('a', `\${revision}`), 'META-INF/maven/g/a/pom.properties': properties }
    expect(await factsOf(archive('a-1.5.jar', built))).toMatchObject({ name: 'a', version: '1.5' })
    const alone = { 'META-INF/maven/g/a/pom.properties': properties }
    expect(await factsOf(archive('a-1.5.jar', alone))).toMatchObject({ osvName: 'g:a', version: '1.5' })
  })

  test('a jar with a launch script in front is a jar', async () => {
    const script = encode('#!/bin/sh\nexec java -jar "$0"\n')
    expect(await factsOf({ ...jar, bytes: concat([script, jar.bytes]), extra: {} })).toMatchObject({ name: 'a', version: '1' })
  })

  test('a jar that is no zip archive is unreadable, POM or not', async () => {
    expect(await reasonOf({ ...jar, bytes: encode('not a jar') })).toContain('not a zip archive')
  })
})

describe('what a POM means', () => {
  test('group and version are inherited from the parent', async () => {
    const parent = '<parent><groupId>org.parent</groupId><artifactId>p</artifactId><version>7</version></parent>'
    expect(await factsOf(bare(project(`${parent}<artifactId>child</artifactId>`)))).toMatchObject({
      name: 'child',
      version: '7',
      identifiers: { maven_group_id: 'org.parent' },
    })
  })

  test('properties are expanded, also in each other', async () => {
    const pom = project(`
      <groupId>g</groupId><artifactId>a</artifactId><version>\${revision}</version>
      <properties><revision>\${major}.10</revision><major>1</major></properties>
      <dependencies>
        <dependency><groupId>\${project.groupId}</groupId><artifactId>b</artifactId><version>\${project.version}</version></dependency>
        <dependency><groupId>h</groupId><artifactId>managed</artifactId></dependency>
        <dependency><groupId>h</groupId><artifactId>elsewhere</artifactId><version>\${parent.secret}</version></dependency>
      </dependencies>
      <dependencyManagement><dependencies>
        <dependency><groupId>h</groupId><artifactId>managed</artifactId><version>2.0</version></dependency>
      </dependencies></dependencyManagement>`)
    expect(await factsOf(bare(pom))).toMatchObject({
      version: '1.10',
      dependencies: [
        { name: 'g:b', operator: '=', version: '1.10' },
        { name: 'h:managed', operator: '=', version: '2.0' },
        { name: 'h:elsewhere', operator: null, version: null },
      ],
    })
  })

  test('a property that is defined by itself ends nowhere', async () => {
    const loop = `<properties><v>\${w}</v><w>\${v}</w></properties>`
    expect(
      await reasonOf(bare(project(`<groupId>g</groupId><artifactId>a</artifactId><version>\${v}</version>${loop}`))),
    ).toContain('version (in a POM or in the request) is missing')
  })

  test('properties that double each other do not grow without bound', async () => {
    const levels = Array.from({ length: 60 }, (_, level) => `<p${level + 1}>\${p${level}}\${p${level}}</p${level + 1}>`)
    const bomb = `<properties><p0>ha</p0>${levels.join('')}</properties>`
    expect(
      await reasonOf(bare(project(`<groupId>g</groupId><artifactId>a</artifactId><version>\${p60}</version>${bomb}`))),
    ).toContain('version (in a POM or in the request) is missing')
  })

  test.each([
    ['<name>Apache License, Version 2.0</name><url>https://example.org/l</url>', 'Apache License, Version 2.0'],
    [
      '<name>Apache</name><url>https://www.apache.org/licenses/LICENSE-2.0.txt</url>',
      'https://www.apache.org/licenses/LICENSE-2.0.txt',
    ],
    ['<name>Ours</name><url>https://example.org/l</url>', 'Ours'],
  ])('a licence goes by its name, else by its address: %s', async (license, expected) => {
    const licenses = `<licenses><license>${license}</license></licenses>`
    expect((await factsOf(bare(project(coordinates + licenses)))).license).toBe(expected)
  })

  test('several licences leave the choice', async () => {
    const licenses =
      '<licenses><license><name>EPL-2.0</name></license><license><url>https://example.org/l</url></license></licenses>'
    expect((await factsOf(bare(project(coordinates + licenses)))).license).toBe('EPL-2.0 OR https://example.org/l')
  })

  test('an encoding other than UTF-8', async () => {
    const text = `<?xml version="1.0" encoding="ISO-8859-1"?>${project(`${coordinates}<description>Café</description>`)}`
    const latin1 = { ...bare(''), bytes: new Uint8Array(Buffer.from(text, 'latin1')) }
    expect((await factsOf(latin1)).description).toBe('Café')
  })

  test.each(['groupId', 'version', 'parent', 'dependencies', 'properties'])('%s twice is no POM to Maven', async (name) => {
    const twice = `<${name}>1</${name}>`.repeat(2)
    expect(await reasonOf(bare(project(twice)))).toContain(`the POM has <${name}> twice`)
  })

  test.each([
    ['<groupId>g h</groupId><artifactId>a</artifactId><version>1</version>', 'groupId is "g h"'],
    ['<groupId>g</groupId><artifactId>../a</artifactId><version>1</version>', 'artifactId is "../a": use letters'],
    ['<groupId>g</groupId><artifactId>a</artifactId><version>[1,2)</version>', 'version is "[1,2)", which Maven does not accept'],
  ])('%s are no coordinates', async (inner, reason) => {
    expect(await reasonOf(bare(project(inner)))).toContain(reason)
  })

  test.each([
    ['another document', '<html></html>', 'no <project> at its root'],
    ['XML that does not close', '<project><groupId>', 'the XML is not well-formed'],
    ['entities of its own', `<!DOCTYPE project [<!ENTITY x "y">]>${project(coordinates)}`, 'DOCTYPE'],
    ['an unknown encoding', `<?xml version="1.0" encoding="klingon"?>${project(coordinates)}`, 'klingon'],
  ])('%s is no POM', async (_, pom, reason) => {
    expect(await reasonOf(bare(pom))).toContain(reason)
  })
})

test('a scope that Maven does not know is the usual one', async () => {
  const dependencies = [{ groupId: 'org.acme', artifactId: 'b', version: '1', scope: 'constructor' }]
  const facts = await factsOf(mavenJar({ groupId: 'org.acme', artifactId: 'a', version: '1', dependencies }))
  expect(facts.dependencies).toMatchObject([{ name: 'org.acme:b', dep_type: 'Compile' }])
})

test('what is optional is a suggestion, whatever would be needed of it', async () => {
  const of = (artifactId: string, more: object) => ({ groupId: 'org.acme', artifactId, version: '1', optional: true, ...more })
  const dependencies = [of('b', {}), of('c', { scope: 'runtime' }), of('d', { scope: 'provided' }), of('e', { optional: false })]
  const facts = await factsOf(mavenJar({ groupId: 'org.acme', artifactId: 'a', version: '1', dependencies }))
  expect(facts.dependencies.map(({ dep_type }) => dep_type)).toEqual(['Suggests', 'Suggests', 'Provided', 'Compile'])
})
