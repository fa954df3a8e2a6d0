import { mkdtempSync, writeFileSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mavenJar, mavenPom } from '@cloudsmith-sdk/emulator/testing'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { showIsolation } from '../../src/native/isolation.ts'
import { isThere, run, testsOf } from '../../src/native/program.ts'
import { byEngine } from '../../src/native/promotion.ts'
import { refusalsOf } from '../../src/native/refusals.ts'
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

const outside = (artifactId: string, version: string) => ({ groupId: 'org.out', artifactId, version })

/** Something to compile against. */
const classOf = (name: string, value: string) =>
  `package org.acme.${name}; public class Said { public static String text() { return ${value}; } }`

describe('mvn', () => {
  const test = testsOf('mvn', hasMaven, true)
  const told = worlds()
  const { inside, call, offer, workplace } = told

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
  const bom = mavenPom({ ...outside('bom', '1'), managed: [outside('core', '1.0')] })
  const parent = mavenPom({ ...outside('parent', '1'), imports: [outside('bom', '1')] })
  // Which version of core it needs, only its parent's BOM says.
  const tree = mavenJar({
    ...{ ...outside('tree', '2.0'), parent: outside('parent', '1'), license: 'MIT' },
    dependencies: [{ groupId: 'org.out', artifactId: 'core' }],
  })
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

  refusalsOf(test, told, {
    client: 'mvn',
    fixture: (artifactId, license) => mavenJar({ groupId: 'org.acme', artifactId, version: '1.0', license }),
    install: async (place, name, whose) =>
      (await project(place, 'app', { needs: name.includes(':') ? name : `org.acme:${name}:1.0`, ...whose })).mvn('compile'),
    outside: 'org.out:tree:2.0',
    says: {
      quarantine: /403|Forbidden/,
      policy: /403|Forbidden/,
      'missing package': /Could not find artifact org\.acme:missing/,
      'missing upstream': /Could not find artifact org\.out:tree/,
      'wrong credentials': /401|not authori[sz]ed/i,
    },
  })

  test('shows that production is isolated: what development fetched it has once it was promoted, without any upstream', async () => {
    let app: Awaited<ReturnType<typeof project>> | undefined
    const requests = await showIsolation(told, {
      ...{ format: 'maven', query: 'name:^tree$', whole: ['tree', 'core', 'parent', 'bom'], promote: byEngine },
      async install(place, as) {
        app = await project(place, 'app', { needs: 'org.out:tree:2.0', ...(as === undefined ? {} : { as }) })
        return app.mvn('package')
      },
    })
    // Each POM is read once.
    expect(requests).toMatchObject({ packages_dependencies: 4, downloads: 4 })
    expect(await app?.fetched('org/out/tree/2.0/tree-2.0.jar')).toEqual(Buffer.from(tree.bytes))
    expect(await app?.fetched('org/out/core/1.0/core-1.0.jar')).toEqual(Buffer.from(core.bytes))
  })
})
