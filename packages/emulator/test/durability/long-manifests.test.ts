import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readPackage } from '../../src/catalogue/read-package.ts'
import { ar, gzip, tar, zip } from '../../src/format/archive-writers.ts'
import { defaultLimits } from '../../src/index.ts'

/** Most processor time of all threads for one file, in microseconds, which does not depend on the load of the machine. */
const mostTime = 1_000_000

/** About as many values as the limits allow. */
const many = (unit: (key: string) => string, each = 1) =>
  Array.from({ length: Math.floor((0.9 * defaultLimits.values) / each) }, (_, index) => unit(`k${index}`)).join('')

/** As long as the limits allow. */
const long = (unit: string, length = defaultLimits.wanted - 1_000) => unit.repeat(Math.floor(length / unit.length))

const object = `{${many((key) => `"${key}":"1",`)}"last":"1"}`
const npm = (inner: string) => gzip(tar({ 'package/package.json': `{"name":"a","version":"1.0.0",${inner}}` }))
const nuspec = (inner: string) =>
  zip({ 'a.nuspec': `<package><metadata><id>a</id><version>1.0.0</version>${inner}</metadata></package>` })
const sdist = (inner: string) => gzip(tar({ 'a-1.0/PKG-INFO': `Metadata-Version: 2.1\nName: a\nVersion: 1.0\n${inner}\n` }))
const pom = (inner: string) =>
  Buffer.from(`<project><groupId>g</groupId><artifactId>a</artifactId><version>1</version>${inner}</project>`)
const crate = (inner: string) => gzip(tar({ 'a-1.0.0/Cargo.toml': `[package]\nname="a"\nversion="1.0.0"\n${inner}` }))
const pubspec = (inner: string) => gzip(tar({ 'pubspec.yaml': `name: a\nversion: 1.0.0\n${inner}\n` }))
const rock = (inner: string) => zip({ 'a-1.0-1.rockspec': `package="a"\nversion="1.0-1"\n${inner}` })
const chart = 'name: a\nversion: 1.0.0\n'

const files: Readonly<Record<string, readonly [format: string, filename: string, bytes: Uint8Array]>> = {
  'keys of JSON': ['npm', 'a.tgz', npm(object.slice(1, -1))],
  'dependencies in JSON': ['npm', 'a.tgz', npm(`"dependencies":${object}`)],
  'dependencies that are optional': ['npm', 'a.tgz', npm(`"dependencies":${object},"optionalDependencies":${object}`)],
  'licences in JSON': ['npm', 'a.tgz', npm(`"licenses":[${many((key) => `"${key}",`)}""]`)],
  'more values than are parsed': ['npm', 'a.tgz', npm(`"x":[${long('{},')}0]`)],
  'a text in JSON': ['npm', 'a.tgz', npm(`"description":"${long('[{\\"')}"`)],
  'a range': ['npm', 'a.tgz', npm(`"dependencies":{"b":"${long('1.0.0 || ')}"}`)],
  'requirements of Composer': [
    'composer',
    'a.zip',
    zip({ 'composer.json': `{"name":"a/b","version":"1.0.0","require":${object}}` }),
  ],
  'dependencies in TOML': ['cargo', 'a-1.0.0.crate', crate(`[dependencies]\n${many((key) => `${key} = "1"\n`)}`)],
  'tables of TOML': ['cargo', 'a-1.0.0.crate', crate(many((key) => `[${key}]\n`))],
  'elements of XML': ['nuget', 'a.1.0.0.nupkg', nuspec(many(() => '<a/>'))],
  'more elements than are parsed': ['nuget', 'a.1.0.0.nupkg', nuspec(long('<a/>'))],
  'elements that do not end': ['nuget', 'a.1.0.0.nupkg', nuspec(many(() => '<a>'))],
  'dependencies in XML': [
    'nuget',
    'a.1.0.0.nupkg',
    nuspec(`<dependencies>${many((key) => `<dependency id="${key}"/>`, 2)}</dependencies>`),
  ],
  'properties of a POM': ['maven', 'a-1.pom', pom(`<properties>${many((key) => `<${key}>1</${key}>`)}</properties>`)],
  'keys of YAML': ['dart', 'a.tgz', pubspec(many((key) => `${key}: x\n`, 2))],
  'lists of YAML': ['dart', 'a.tgz', pubspec(`x: [${many(() => '[],', 4)}]`)],
  'files of a gem': [
    'ruby',
    'a.gem',
    tar({
      'metadata.gz': gzipSync(`name: a\nversion:\n  version: 1.0\nfiles:\n${many(() => '- a\n', 2)}`),
      'data.tar.gz': gzip(tar({})),
    }),
  ],
  'tables of Lua': ['luarocks', 'a-1.0-1.rock', rock(`x={${many(() => '{},', 2)}}`)],
  'more tables than are parsed': ['luarocks', 'a-1.0-1.rock', rock(`x={${long('{},')}}`)],
  'requirements of Python': ['python', 'a-1.0.tar.gz', sdist(many((key) => `Requires-Dist: ${key}\n`))],
  'more requirements than are parsed': ['python', 'a-1.0.tar.gz', sdist(long('Requires-Dist: a\n'))],
  'fields of Python': ['python', 'a-1.0.tar.gz', sdist(long('a:\n'))],
  'lines of a field': ['python', 'a-1.0.tar.gz', sdist(`X: y\n${long(' \n')}`)],
  'relations of Debian': [
    'deb',
    'a.deb',
    ar({
      'debian-binary': '2.0\n',
      'control.tar': tar({ control: `Package: a\nVersion: 1\nArchitecture: all\nDepends: ${many((key) => `${key}, `)}a\n` }),
      'data.tar': '',
    }),
  ],
  'more relations than are parsed': [
    'deb',
    'a.deb',
    ar({
      'debian-binary': '2.0\n',
      'control.tar': tar({ control: `Package: a\nVersion: 1\nArchitecture: all\nDepends: ${long('a, ')}a\n` }),
      'data.tar': '',
    }),
  ],
  'requirements of Go': ['go', 'a.zip', zip({ 'a@v1.0.0/go.mod': `module a\n${long('require x v1.0.0\n')}` })],
  'dependencies of Swift': [
    'swift',
    'a.zip',
    zip({ 'a/Package.swift': `// swift-tools-version:5\n${long('.package(url: "x", from: "1"),\n')}` }),
  ],
  'bundles that are required': [
    'p2',
    'a.jar',
    zip({
      'META-INF/MANIFEST.MF': `Bundle-SymbolicName: a\nBundle-Version: 1.0.0\nRequire-Bundle: ${many((key) => `${key},`)}a\n`,
    }),
  ],
  'more bundles than are parsed': [
    'p2',
    'a.jar',
    zip({ 'META-INF/MANIFEST.MF': `Bundle-SymbolicName: a\nBundle-Version: 1.0.0\nRequire-Bundle: ${long('a,')}a\n` }),
  ],
  charts: [
    'helm',
    'a.tgz',
    gzip(
      tar(
        Object.fromEntries([
          ['a/Chart.yaml', chart],
          ...Array.from({ length: 999 }, (_, index) => [`a/charts/c${index}/Chart.yaml`, chart]),
        ]),
      ),
    ),
  ],
}

test.each(Object.entries(files))(
  '%s: as many as there may be are read or refused within a second of processor time',
  async (_what, [format, filename, bytes]) => {
    const upload = { file: { filename, bytes }, extra: {}, fields: { name: 'a', version: '1.0.0', scope: 's' } }
    const before = process.cpuUsage()
    const reading = await readPackage(format, upload)
    const { user, system } = process.cpuUsage(before)
    expect({ reading, took: user + system < mostTime ? 'less' : `${user + system} µs` }).toMatchObject({ took: 'less' })
  },
)
