import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mavenJar } from '@cloudsmith-sdk/emulator/testing'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { isThere, run, testsOf } from '../../src/native/program.ts'
import { worlds } from '../../src/native/worlds.ts'

/**
 * Maven is what the machine has, and its plugins come from where its own settings say, once for all tests: some 11 MB. From then on they are
 * read from that folder, and nothing is asked but the emulator.
 */
const plugins = mkdtempSync(join(tmpdir(), 'cloudsmith-maven-'))
const hasMaven = isThere('mvn', '--version') && fetchPlugins()

function fetchPlugins(): boolean {
  writeFileSync(join(plugins, 'pom.xml'), pomOf('warm', '1'))
  return isThere(
    'mvn',
    '--batch-mode',
    '-f',
    join(plugins, 'pom.xml'),
    `-Dmaven.repo.local=${join(plugins, 'repository')}`,
    `-DaltDeploymentRepository=here::default::file://${join(plugins, 'deployed')}`,
    'deploy',
  )
}

/** A project whose plugins have fixed versions, which is all that the folder has. */
function pomOf(artifact: string, version: string, inner = ''): string {
  const versions = { resources: '3.3.1', compiler: '3.13.0', surefire: '3.2.5', jar: '3.4.1', install: '3.1.2', deploy: '3.1.2' }
  const rows = Object.entries(versions).map(
    ([name, version]) => `<plugin><artifactId>maven-${name}-plugin</artifactId><version>${version}</version></plugin>`,
  )
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>org.acme</groupId><artifactId>${artifact}</artifactId><version>${version}</version>
<properties><maven.compiler.release>11</maven.compiler.release><project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>
<build><plugins>${rows.join('')}</plugins></build>${inner}</project>`
}

/** What is over in seconds needs no compiler that takes its time. */
const quickStart = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'

interface Project {
  readonly version?: string
  /** What its class says, in Java. */
  readonly value?: string
  /** The one dependency. */
  readonly needs?: string
  readonly as?: string
  readonly token?: string
}

/** A POM alone. */
const pomFixture = (artifact: string, inner: string) => ({
  format: 'maven' as const,
  filename: `${artifact}-1.pom`,
  bytes: new TextEncoder().encode(
    `<project><modelVersion>4.0.0</modelVersion><groupId>org.out</groupId><artifactId>${artifact}</artifactId><version>1</version><packaging>pom</packaging>${inner}</project>`,
  ),
  fields: {},
  extra: {},
})

const coreDependency = (version: string) =>
  `<dependency><groupId>org.out</groupId><artifactId>core</artifactId>${version}</dependency>`

/** Something to compile against. */
const classOf = (name: string, value: string) =>
  `package org.acme.${name}; public class Said { public static String text() { return ${value}; } }`

describe('mvn', () => {
  const test = testsOf('mvn', hasMaven, true)
  const { inside, call, connect, offer, promote, workplace } = worlds()

  afterAll(() => rm(plugins, { recursive: true, force: true }))

  /** A project of one class, in an empty home. */
  async function project(place: string, name: string, { version = '1.0', value = '"app"', needs = '', ...whose }: Project = {}) {
    const work = await workplace('maven', place, whose)
    const settings = await readFile(join(work.folder, '.m2/settings.xml'), 'utf8')
    const mirror = `<mirrors><mirror><id>plugins</id><mirrorOf>central</mirrorOf><url>file://${plugins}/repository</url></mirror></mirrors>`
    await work.write('.m2/settings.xml', settings.replace('<servers>', `${mirror}<servers>`))
    const [group, artifact, wanted] = needs.split(':')
    const dependency = `<dependencies><dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${wanted}</version></dependency></dependencies>`
    await work.write('pom.xml', pomOf(name, version, needs === '' ? '' : dependency))
    await work.write(`src/main/java/org/acme/${name}/Said.java`, classOf(name, value))
    const env = { ...work.env, MAVEN_OPTS: `-Duser.home=${work.folder} ${quickStart}` }
    const mvn = (...args: string[]) => run(['mvn', '--batch-mode', '--no-transfer-progress', ...args], { ...work, env })
    const deploy = () => {
      const [owner, repo] = place.split('/')
      const url = inside.registry('maven', place).url
      return mvn('deploy', `-DaltDeploymentRepository=${owner}-${repo}::default::${url}/`)
    }
    const fetched = (path: string) => readFile(join(work.folder, '.m2/repository', path))
    return { ...work, mvn, deploy, fetched }
  }

  const core = mavenJar({ groupId: 'org.out', artifactId: 'core', version: '1.0', license: 'MIT' })
  const bom = pomFixture(
    'bom',
    `<dependencyManagement><dependencies>${coreDependency('<version>1.0</version>')}</dependencies></dependencyManagement>`,
  )
  const parent = pomFixture(
    'parent',
    `<dependencyManagement><dependencies><dependency><groupId>org.out</groupId><artifactId>bom</artifactId><version>1</version><type>pom</type><scope>import</scope></dependency></dependencies></dependencyManagement>`,
  )
  // Which version of core it needs, only its parent's BOM says.
  const tree = {
    ...mavenJar({ groupId: 'org.out', artifactId: 'tree', version: '2.0', license: 'MIT' }),
    extra: {
      pom_file: {
        filename: 'tree-2.0.pom',
        bytes: new TextEncoder().encode(
          `<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.out</groupId><artifactId>parent</artifactId><version>1</version></parent>
<artifactId>tree</artifactId><version>2.0</version><dependencies>${coreDependency('')}</dependencies></project>`,
        ),
      },
    },
  }
  const left = mavenJar({ groupId: 'org.acme', artifactId: 'left', version: '1.0', license: 'MIT' })

  beforeAll(async () => {
    await offer(core, bom, parent, tree)
    await inside.add('acme/dev', left)
  })

  test('deploys what it built, with which others compile when it has synchronised', async () => {
    const author = await project('acme/dev', 'lib', { value: '"published"', as: 'writer' })
    expect(await author.deploy()).toMatchObject({ code: 0 })
    await inside.settle()
    expect(await call('GET', '/packages/acme/dev/?query=name:^lib$')).toMatchObject([
      { name: 'lib', version: '1.0', uploader: 'writer', identifiers: { maven_group_id: 'org.acme' } },
    ])
    const app = await project('acme/dev', 'app', { needs: 'org.acme:lib:1.0', value: 'org.acme.lib.Said.text()', as: 'reader' })
    expect(await app.mvn('compile')).toMatchObject({ code: 0 })
    const again = await author.deploy()
    expect([again.code, again.output]).toEqual([1, expect.stringMatching(/409|Conflict/)])
  })

  test('takes the newest snapshot, after each deployment', async () => {
    for (const [index, method] of ['first', 'second'].entries()) {
      const author = await project('acme/dev', 'moving', { version: '1.0-SNAPSHOT', value: `"${method}"` })
      expect(await author.deploy()).toMatchObject({ code: 0 })
      await inside.settle()
      const app = await project('acme/dev', 'app', {
        needs: 'org.acme:moving:1.0-SNAPSHOT',
        value: 'org.acme.moving.Said.text()',
      })
      expect(await app.mvn('-U', 'compile')).toMatchObject({ code: 0 })
      const [row] = await call('GET', '/packages/acme/dev/?query=name:^moving$')
      expect(row.filename).toMatch(new RegExp(`^moving-1\\.0-\\d{8}\\.\\d{6}-${index + 1}\\.jar$`))
    }
  })

  test('installs with the token of an entitlement', async () => {
    const { token } = await call('POST', '/entitlements/acme/dev/?show_tokens=true', { name: 'for mvn' })
    const app = await project('acme/dev', 'app', { needs: 'org.acme:left:1.0', token })
    expect(await app.mvn('compile')).toMatchObject({ code: 0 })
  })

  test.each([
    ['nobody has the key', 'acme/dev', 'org.acme:left:1.0', { token: 'nobody-has-this' }, /401|not authori[sz]ed/i],
    ['the package is missing', 'acme/dev', 'org.acme:missing:1.0', {}, /Could not find artifact org\.acme:missing/],
    ['the repository has no upstream', 'acme/production', 'org.out:tree:2.0', {}, /Could not find artifact org\.out:tree/],
  ])('says why it cannot compile where %s', async (_, place, needs, options, why) => {
    const { code, output } = await (await project(place, 'app', { needs, ...options })).mvn('compile')
    expect([code, output]).toEqual([1, expect.stringMatching(why)])
  })

  test('is refused what is quarantined, and what a policy keeps back', async () => {
    const { slug_perm } = await inside.add('acme/dev', mavenJar({ groupId: 'org.acme', artifactId: 'held', version: '1.0' }))
    await call('POST', `/packages/acme/dev/${slug_perm}/quarantine/`, {})
    const policy = { name: 'No copyleft', spdx_identifiers: ['GPL-3.0-only'], on_violation_quarantine: true }
    const { slug_perm: made } = await call('POST', '/orgs/acme/license-policy/', policy)
    await inside.add(
      'acme/dev',
      mavenJar({ groupId: 'org.acme', artifactId: 'copyleft', version: '1.0', license: 'GPL-3.0-only' }),
    )
    for (const needs of ['org.acme:held:1.0', 'org.acme:copyleft:1.0']) {
      const { code, output } = await (await project('acme/dev', 'app', { needs })).mvn('compile')
      expect([code, output]).toEqual([1, expect.stringMatching(/403|Forbidden/)])
    }
    await call('DELETE', `/orgs/acme/license-policy/${made}/`)
  })

  test('shows that production is isolated: what development fetched it has once it was promoted, without any upstream', async () => {
    const needs = 'org.out:tree:2.0'
    const slug = await connect('maven')
    expect((await (await project('acme/production', 'app', { needs })).mvn('compile')).code).toBe(1)

    expect(await (await project('acme/dev', 'app', { needs })).mvn('compile')).toMatchObject({ code: 0 })
    await inside.settle()
    const fetched = await call('GET', '/packages/acme/dev/?query=tag:outside')
    expect(fetched.map(({ name }: { name: string }) => name).sort()).toEqual(['bom', 'core', 'parent', 'tree'])
    for (const pkg of fetched)
      expect(pkg).toMatchObject({ uploader: 'cloudsmith-o6v', security_scan_status: 'Scan Detected No Vulnerabilities' })

    const [{ slug_perm: fetchedTree }] = await call('GET', '/packages/acme/dev/?query=name:^tree$')
    expect((await call('GET', `/packages/acme/dev/${fetchedTree}/dependencies/`)).dependencies).toMatchObject([
      { name: 'org.out:core', version: '1.0' },
    ])

    for (const name of ['tree', 'parent', 'bom']) await promote(name)
    const half = await (await project('acme/production', 'app', { needs })).mvn('compile')
    expect([half.code, half.output]).toEqual([1, expect.stringMatching(/org\.out:core/)])

    await promote('core')
    await call('DELETE', `/repos/acme/dev/upstream/maven/${slug}/`)
    const app = await project('acme/production', 'app', { needs, as: 'reader' })
    expect(await app.mvn('package')).toMatchObject({ code: 0 })
    expect(await app.fetched('org/out/tree/2.0/tree-2.0.jar')).toEqual(Buffer.from(tree.bytes))
    expect(await app.fetched('org/out/core/1.0/core-1.0.jar')).toEqual(Buffer.from(core.bytes))
    const [row] = await call('GET', '/packages/acme/production/?query=name:^tree$')
    expect(row.checksum_sha256).toBe(createHash('sha256').update(tree.bytes).digest('hex'))
  })
})
