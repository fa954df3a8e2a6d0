import { describe, expect, test } from 'vitest'
import { type Coordinates, identityOf, keyOf } from './identity.ts'

const npm: Coordinates = { format: 'npm', name: 'ms', version: '2.1.3', filename: 'ms-2.1.3.tgz' }
const deb: Coordinates = {
  format: 'deb',
  name: 'acme',
  version: '1.2.3-1',
  filename: 'acme_1.2.3-1_all.deb',
  distribution: 'debian/bookworm',
  architectures: ['all'],
}

describe('what is told apart', () => {
  test.each<[string, Coordinates, Coordinates]>([
    ['F31 one file name in two distributions', deb, { ...deb, distribution: 'ubuntu/jammy' }],
    ['F34 a Debian binary and its source', deb, { ...deb, filename: 'acme_1.2.3-1.dsc', type: 'source' }],
    [
      'F32 an Alpine package for two architectures, of one file name',
      { format: 'alpine', name: 'acme', version: '1', filename: 'acme-1.apk', architectures: ['x86_64'] },
      { format: 'alpine', name: 'acme', version: '1', filename: 'acme-1.apk', architectures: ['aarch64'] },
    ],
    [
      'F33 a NuGet package and its symbols',
      { format: 'nuget', name: 'Acme.Core', version: '1.2.3', filename: 'Acme.Core.1.2.3.nupkg' },
      { format: 'nuget', name: 'Acme.Core', version: '1.2.3', filename: 'Acme.Core.1.2.3.snupkg' },
    ],
    [
      'Conan binaries of one recipe for two architectures',
      { format: 'conan', name: 'acme', version: '1', filename: 'conan_package.tgz', architectures: ['x86_64'] },
      { format: 'conan', name: 'acme', version: '1', filename: 'conan_package.tgz', architectures: ['armv8'] },
    ],
    [
      'wheel and sdist',
      { format: 'python', name: 'acme', version: '1', filename: 'acme-1-py3-none-any.whl' },
      { format: 'python', name: 'acme', version: '1', filename: 'acme-1.tar.gz' },
    ],
    [
      'Maven artifacts of two groups',
      { format: 'maven', name: 'core', version: '1', filename: 'core-1.jar', identifiers: { maven_group_id: 'org.a' } },
      { format: 'maven', name: 'core', version: '1', filename: 'core-1.jar', identifiers: { maven_group_id: 'org.b' } },
    ],
    ['packages of a format that nobody knows, by anything', { ...npm, format: 'new' }, { ...npm, format: 'new', type: 'source' }],
  ])('%s', (_, a, b) => {
    expect(keyOf(a)).not.toBe(keyOf(b))
  })
})

describe('what is the same', () => {
  test.each<[string, Coordinates, Coordinates]>([
    ['another file name, where the format does not count it', npm, { ...npm, filename: 'other.tgz' }],
    ['architectures in another order', { ...deb, architectures: ['a', 'b'] }, { ...deb, architectures: ['b', 'a'] }],
    ['binary, and nothing said', deb, { ...deb, type: 'binary' }],
    [
      'F35 generic files of one path, whatever they are called',
      { format: 'generic', name: 'a', version: '1', filename: 'tools/x.bin' },
      { format: 'generic', name: 'b', version: '2', filename: 'tools/x.bin' },
    ],
    ...['1.2.3.0', '1.2.3+b', '01.2.3'].map((version): [string, Coordinates, Coordinates] => [
      `F36 NuGet 1.2.3 and ${version}, in another case`,
      { format: 'nuget', name: 'Acme.Core', version: '1.2.3', filename: 'Acme.Core.1.2.3.nupkg' },
      { format: 'nuget', name: 'acme.core', version, filename: `acme.core.${version}.nupkg` },
    ]),
    [
      'Docker images by a digest with and without its algorithm',
      { format: 'docker', name: 'api', version: 'sha256:abc', filename: 'api' },
      { format: 'docker', name: 'api', version: 'abc', filename: 'api' },
    ],
  ])('%s', (_, a, b) => {
    expect(keyOf(a)).toBe(keyOf(b))
  })
})

test('an identity holds what tells packages of its format apart, and gives the same key as what it was made of', () => {
  expect(identityOf(npm)).toEqual({ format: 'npm', name: 'ms', version: '2.1.3', filename: 'ms-2.1.3.tgz' })
  expect(identityOf({ ...npm, distribution: 'debian/bookworm', type: 'source' })).toEqual(identityOf(npm))
  const source = { ...deb, filename: 'acme_1.2.3-1.dsc', type: 'source', identifiers: { deb_component: 'main' } }
  expect(identityOf(source)).toMatchObject({ distribution: 'debian/bookworm', architectures: ['all'], type: 'source' })
  expect(keyOf(identityOf(source))).toBe(keyOf(source))
})
