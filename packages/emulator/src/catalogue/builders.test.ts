import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { tar } from '../format/archive-writers.ts'
import {
  agentSkill,
  alpinePackage,
  cargoCrate,
  cocoapodsPod,
  composerPackage,
  conanPackage,
  condaPackage,
  cranPackage,
  dartPackage,
  debPackage,
  debSource,
  dockerImage,
  genericFile,
  goModule,
  helmChart,
  hexPackage,
  huggingfaceModel,
  luarocksRock,
  mavenJar,
  mcpBundle,
  nixArchive,
  npmPackage,
  nugetPackage,
  nugetSymbols,
  type PackageFixture,
  p2Bundle,
  pythonSdist,
  pythonWheel,
  rawFile,
  rpmPackage,
  rubyGem,
  swiftPackage,
  terraformModule,
  vagrantBox,
  vsxExtension,
} from '../testing.ts'
import { formats } from './formats.ts'
import { hasCommand } from './has-command.ts'
import { factsOf } from './read-fixture.ts'

const builders: Record<string, () => PackageFixture> = {
  npmPackage: () => npmPackage({ name: '@acme/a', version: '1.0.0', files: { 'index.js': 'export {}' } }),
  pythonWheel: () => pythonWheel({ name: 'Acme.A', version: '1.0', files: { 'acme/__init__.py': 'x = 1' } }),
  pythonSdist: () => pythonSdist({ name: 'Acme.A', version: '1.0' }),
  mavenJar: () => mavenJar({ groupId: 'org.acme', artifactId: 'a', version: '1.0', license: '<&">' }),
  nugetPackage: () => nugetPackage({ name: 'Acme.A', version: '1.0.0', dependencies: { B: '1.0' } }),
  debPackage: () => debPackage({ name: 'acme-a', version: '1:1.0-1', depends: 'libc6', files: { 'usr/share/acme/a': 'a' } }),
  nugetSymbols: () => nugetSymbols({ name: 'Acme.A', version: '1.0.0', files: { 'lib/a.pdb': 'a' } }),
  debSource: () => debSource({ name: 'acme-a', version: '1:1.0-1', files: { 'a.c': 'a' } }),
  genericFile: () => genericFile({ bytes: 'a', filepath: 'tools/a' }),
  rawFile: () => rawFile({ bytes: 'a', name: 'a' }),
  alpinePackage: () => alpinePackage({ name: 'acme-a', version: '1.0-r0', files: { 'usr/share/acme/a': 'a' } }),
  cargoCrate: () => cargoCrate({ name: 'acme-a', version: '1.0.0', dependencies: { serde: '1' } }),
  cocoapodsPod: () => cocoapodsPod({ name: 'AcmeA', version: '1.0.0' }),
  composerPackage: () => composerPackage({ name: 'acme/a', version: '1.0.0' }),
  conanPackage: () => conanPackage({ name: 'acme-a', version: '1.0.0' }),
  condaPackage: () => condaPackage({ name: 'acme-a', version: '1.0', build: 'py_0' }),
  cranPackage: () => cranPackage({ name: 'acme.a', version: '1.0-1' }),
  dartPackage: () => dartPackage({ name: 'acme_a', version: '1.0.0' }),
  dockerImage: () => dockerImage({ name: 'acme/a', tag: '1.0', files: { a: 'a' } }),
  goModule: () => goModule({ name: 'example.org/acme/a', version: 'v1.0.0' }),
  helmChart: () => helmChart({ name: 'acme-a', version: '1.0.0' }),
  hexPackage: () => hexPackage({ name: 'acme_a', version: '1.0.0' }),
  luarocksRock: () => luarocksRock({ name: 'acme-a', version: '1.0-1' }),
  rpmPackage: () => rpmPackage({ name: 'acme-a', version: '1.0', release: '1.el9', files: { 'usr/share/acme/a': 'a' } }),
  rubyGem: () => rubyGem({ name: 'acme-a', version: '1.0', platform: 'java', files: { 'lib/a.rb': 'a' } }),
  swiftPackage: () => swiftPackage({ scope: 'acme', name: 'A', version: '1.0.0' }),
  terraformModule: () => terraformModule({ name: 'terraform-aws-a', version: '1.0.0' }),
  vagrantBox: () => vagrantBox({ name: 'acme/a', version: '1.0' }),
  agentSkill: () => agentSkill({ name: 'acme-a', version: '1.0', license: 'MIT' }),
  huggingfaceModel: () => huggingfaceModel({ name: 'acme-a', version: '1.0', license: 'mit' }),
  mcpBundle: () => mcpBundle({ name: 'acme-a', version: '1.0.0', license: 'MIT' }),
  nixArchive: () => nixArchive({ name: 'acme-a', version: '1.0', content: 'a' }),
  p2Bundle: () => p2Bundle({ name: 'com.acme.a', version: '1.0.0', license: 'MIT', description: 'A' }),
  vsxExtension: () => vsxExtension({ name: 'a', version: '1.0.0', license: 'MIT' }),
}

test.each(Object.entries(builders))(
  'the name of %s is of the request where its format is told to be named by it',
  async (_, build) => {
    const fixture = build()
    const { name } = await factsOf({ ...fixture, fields: { ...fixture.fields, name: 'zebra' } })
    const isOfRequest = formats[fixture.format]?.namedBy?.startsWith('the request') === true
    expect(name === 'zebra').toBe(isOfRequest)
  },
)

describe('the same input gives the same bytes', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  test.each(Object.entries(builders))('%s, on another day', (_, build) => {
    const today = build()
    vi.useFakeTimers({ now: new Date('2031-12-24T23:59:58Z') })
    expect(build()).toEqual(today)
  })

  test('a zip archive, which holds local time, in another time zone', () => {
    const entry = JSON.stringify(new URL('../testing.ts', import.meta.url).href)
    const options = JSON.stringify({ groupId: 'g', artifactId: 'a', version: '1' })
    const script = `import { mavenJar } from ${entry}; console.log(Buffer.from(mavenJar(${options}).bytes).toString('hex'))`
    const jarIn = (TZ: string) =>
      execFileSync(process.execPath, ['--input-type=module', '-e', script], { env: { ...process.env, TZ }, encoding: 'utf8' })
    expect(jarIn('Asia/Tokyo')).toBe(jarIn('America/Anchorage'))
  })

  test('other contents give other bytes', () => {
    const original = npmPackage({ name: 'a', version: '1.0.0', files: { 'index.js': '1' } })
    const tampered = npmPackage({ name: 'a', version: '1.0.0', files: { 'index.js': '2' } })
    expect(tampered.bytes).not.toEqual(original.bytes)
    expect({ ...tampered, bytes: original.bytes }).toEqual(original)
  })
})

test('files are called what their ecosystem calls them', () => {
  const names = Object.values(builders).map((build) => build().filename)
  expect(names).toEqual([
    'acme-a-1.0.0.tgz',
    'acme_a-1.0-py3-none-any.whl',
    'acme_a-1.0.tar.gz',
    'a-1.0.jar',
    'Acme.A.1.0.0.nupkg',
    'acme-a_1.0-1_all.deb',
    'Acme.A.1.0.0.snupkg',
    'acme-a_1.0-1.dsc',
    'a',
    'file.bin',
    'acme-a-1.0-r0.apk',
    'acme-a-1.0.0.crate',
    'AcmeA-1.0.0.zip',
    'acme-a-1.0.0.zip',
    'conan_package.tgz',
    'acme-a-1.0-py_0.conda',
    'acme.a_1.0-1.tar.gz',
    'acme_a-1.0.0.tar.gz',
    'acme-a-1.0.tar',
    'v1.0.0.zip',
    'acme-a-1.0.0.tgz',
    'acme_a-1.0.0.tar',
    'acme-a-1.0-1.src.rock',
    'acme-a-1.0-1.el9.noarch.rpm',
    'acme-a-1.0-java.gem',
    'A-1.0.0.zip',
    'terraform-aws-a-1.0.0.tgz',
    'acme-a-1.0.box',
    'acme-a-1.0.zip',
    'acme-a-1.0.zip',
    'acme-a-1.0.0.mcpb',
    'acme-a-1.0.nar',
    'com.acme.a_1.0.0.jar',
    'acme.a-1.0.0.vsix',
  ])
})

test('a path that does not fit into a tar header is refused, not cut', () => {
  expect(() => tar({ [`${'a'.repeat(101)}`]: '' })).toThrow(RangeError)
})

describe('other tools read them', () => {
  const checks: [builder: string, command: string, args: (path: string) => string[], shows: string][] = [
    ['npmPackage', 'tar', (path) => ['-tzf', path], 'package/index.js'],
    ['pythonSdist', 'python3', (path) => ['-m', 'tarfile', '-l', path], 'acme_a-1.0/PKG-INFO'],
    ['pythonWheel', 'python3', (path) => ['-m', 'zipfile', '-l', path], 'acme_a-1.0.dist-info/RECORD'],
    ['mavenJar', 'jar', (path) => ['--list', '--file', path], 'META-INF/maven/org.acme/a/pom.xml'],
    ['vsxExtension', 'python3', (path) => ['-m', 'zipfile', '-l', path], 'extension/package.json'],
    ['agentSkill', 'python3', (path) => ['-m', 'zipfile', '-l', path], 'acme-a/SKILL.md'],
    ['p2Bundle', 'python3', (path) => ['-m', 'zipfile', '-l', path], 'META-INF/MANIFEST.MF'],
    ['mcpBundle', 'python3', (path) => ['-m', 'zipfile', '-l', path], 'manifest.json'],
    ['huggingfaceModel', 'python3', (path) => ['-m', 'zipfile', '-l', path], 'config.json'],
    ['debPackage', 'dpkg-deb', (path) => ['--info', path], 'Depends: libc6'],
    ['debPackage', 'dpkg-deb', (path) => ['--contents', path], './usr/share/acme/a'],
    ['alpinePackage', 'tar', (path) => ['-tzf', path], 'usr/share/acme/a'],
    ['rubyGem', 'tar', (path) => ['-tf', path], 'checksums.yaml.gz'],
  ]

  test.for(checks)('%s, read by %s', ([builder, command, args, shows], { skip }) => {
    skip(!hasCommand(command), `${command} is not installed here`)
    const folder = mkdtempSync(join(tmpdir(), 'fixtures-'))
    const fixture = builders[builder]?.()
    const path = join(folder, fixture?.filename ?? '')
    writeFileSync(path, fixture?.bytes ?? '')
    try {
      expect(execFileSync(command, args(path), { encoding: 'utf8', stdio: 'pipe' })).toContain(shows)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
