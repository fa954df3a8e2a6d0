import type { Package, PackageDependency } from '@cloudsmith-sdk/client'
import { expect, test } from 'vitest'
import { nameKeyOf, nameKeyOfPackage } from './names.ts'
import { declaredBy } from './need.ts'
import { isPlacedFor, type Provider } from './providers.ts'
import { chosenFrom, shortfallOf } from './shortfall.ts'

const by = (format: string) => ({ format, name: 'app', version: '1', filename: 'app' }) as Package
const needOf = (format: string, ...dependencies: Partial<PackageDependency>[]) => {
  const {
    needs: [need],
  } = declaredBy(by(format), dependencies.map((each) => ({ name: 'lib', ...each })) as PackageDependency[])
  if (need === undefined) throw new Error('nothing is needed')
  return need
}
const provider = (version: string | undefined): Provider => ({
  ...{ row: by('any'), version },
  identity: { format: 'any', name: 'lib', version: version ?? '1', filename: 'lib' },
})
const range = (version: string) => ({ operator: 'matches', version }) as const

test.each<[string, string, Partial<PackageDependency>[], string[], string | undefined]>([
  ['nothing there', 'npm', [range('^1.0.0')], [], 'absent'],
  ['any version', 'npm', [{ operator: null, version: null }], ['2.0.0-rc.1'], undefined],
  ['any version of a format without ranges', 'docker', [{}], ['x'], undefined],
  ['a version in the range', 'npm', [range('^1.0.0')], ['2.0.0', '1.4.0'], undefined],
  ['only other versions', 'npm', [range('^1.0.0')], ['2.0.0', '0.9.0'], 'no version satisfies'],
  ['a pre-release, which npm does not take', 'npm', [range('>=1.0.0')], ['2.0.0-rc.1'], 'no version satisfies'],
  ['a pre-release, which Debian takes', 'deb', [{ operator: '>=', version: '1.0' }], ['2.0~rc1'], undefined],
  [
    'two requirements that one version meets',
    'deb',
    [
      { operator: '>=', version: '1' },
      { operator: '<<', version: '3' },
    ],
    ['2'],
    undefined,
  ],
  [
    'two that no version meets alone',
    'deb',
    [
      { operator: '>=', version: '2' },
      { operator: '<<', version: '2' },
    ],
    ['1', '3'],
    'no version satisfies',
  ],
  ['an invalid range', 'npm', [range('latest')], ['1.0.0'], 'undecidable'],
  ['a format without ranges', 'docker', [{ operator: '>=', version: '2' }], ['1'], 'undecidable'],
])('%s', (_, format, dependencies, versions, why) => {
  expect(shortfallOf(needOf(format, ...dependencies), versions.map(provider))?.why).toBe(why)
})

const named = (dependencies: Partial<PackageDependency>[], ...kinds: Parameters<typeof declaredBy>[2] & {}) =>
  declaredBy(by('npm'), dependencies as PackageDependency[], kinds.length === 0 ? undefined : kinds).needs.map(({ name }) => name)

test('optional dependencies are followed on request, and dependencies that come from no repository never', () => {
  const types = [
    'Runtime',
    'Recommends',
    'Development',
    'Suggests',
    'Build-Depends',
    'Python-Requires',
    'Provided',
    'Conflicts',
    'Provides',
  ] as const
  const dependencies = types.map((dep_type) => ({ name: dep_type, dep_type }))
  expect(named(dependencies)).toEqual(['Runtime', 'Recommends'])
  expect(named(dependencies, 'needed', 'optional')).toEqual(['Runtime', 'Suggests'])
  expect(named(dependencies, 'needed', 'development')).toEqual(['Runtime', 'Development', 'Build-Depends'])
})

test('a dependency of an unknown type counts as needed', () => {
  expect(named([{ name: 'lib', dep_type: 'Peer' }])).toEqual(['lib'])
})

test('an npm alias stands for its target', () => {
  const need = needOf('npm', { name: 'old', operator: 'matches', version: 'npm:@acme/lib@^1.2.0' })
  expect(need).toMatchObject({ name: '@acme/lib', requirements: [{ operator: 'matches', version: '^1.2.0' }] })
})

test('Go takes the version that a module names, and no higher one', () => {
  const need = needOf('go', { operator: '>=', version: 'v1.2.0' })
  expect(shortfallOf(need, [provider('v1.2.0')])).toBeUndefined()
  expect(shortfallOf(need, [provider('v1.3.0')])?.why).toBe('no version satisfies')
})

test('two entries for one name must be met together for Debian, and separately for NuGet', () => {
  const twice = [
    { name: 'lib', operator: '>=', version: '1' },
    { name: 'lib', operator: '>=', version: '2' },
  ] as PackageDependency[]
  expect(declaredBy(by('deb'), twice).needs).toHaveLength(1)
  expect(declaredBy(by('nuget'), twice).needs).toHaveLength(2)
})

test('NuGet takes the lowest version that satisfies, others the highest', () => {
  const versions = ['1.0.0', '1.5.0', '2.0.0', '3.0.0'].map(provider)
  expect(chosenFrom(versions, [needOf('nuget', { operator: '>=', version: '1.2' })])).toBe('1.5.0')
  expect(chosenFrom(versions, [needOf('ruby', { operator: '>=', version: '1.2' })])).toBe('3.0.0')
})

test('a pre-release is chosen if there is nothing else and the format allows it', () => {
  expect(chosenFrom([provider('2~rc1')], [needOf('deb', { operator: '>=', version: '1' })])).toBe('2~rc1')
  expect(chosenFrom([provider('2.0.0-rc.1')], [needOf('npm', range('>=1.0.0'))])).toBeUndefined()
})

test('a provided name without a version meets only dependencies without one', () => {
  expect(shortfallOf(needOf('deb', {}), [provider(undefined)])).toBeUndefined()
  expect(shortfallOf(needOf('deb', { operator: '>=', version: '1' }), [provider(undefined)])?.why).toBe('no version satisfies')
})

test.each([
  ['deb', 'libc6', 'elsewhere'],
  ['luarocks', 'lua', 'elsewhere'],
  ['luarocks', 'luasocket', 'absent'],
  ['composer', 'ext-json', 'elsewhere'],
  ['cran', 'stats', 'elsewhere'],
  ['npm', 'lib', 'absent'],
])('the %s package %s that no repository has: %s', (format, name, why) => {
  expect(shortfallOf(needOf(format, { name }), [])?.why).toBe(why)
})

test('names are compared by the rules of the format', () => {
  const nameOf = (format: string, name: string, identifiers?: Record<string, string>) =>
    nameKeyOfPackage({ format, name, version: '1', filename: 'x', ...(identifiers && { identifiers }) })
  expect(nameOf('python', 'Typing_Extensions')).toBe(nameKeyOf({ format: 'python', name: 'typing-extensions' }))
  expect(nameOf('npm', 'A_b')).not.toBe(nameKeyOf({ format: 'npm', name: 'a-b' }))
  expect(nameOf('maven', 'core', { maven_group_id: 'org.acme' })).toBe(nameKeyOf({ format: 'maven', name: 'org.acme:core' }))
  expect(nameOf('deb', 'python3')).toBe(nameKeyOf({ format: 'deb', name: 'python3:any' }))
})

test('a package for another distribution or architecture does not meet a dependency', () => {
  const need = { distribution: 'debian/bookworm', architectures: ['amd64'] }
  const serves = (distribution: string, ...architectures: string[]) => isPlacedFor({ distribution, architectures }, need)
  expect(serves('debian/bookworm', 'amd64')).toBe(true)
  expect(serves('ubuntu/jammy', 'amd64')).toBe(false)
  expect(serves('any-distro/any-version', 'amd64')).toBe(true)
  expect(serves('debian/bookworm', 'arm64')).toBe(false)
  expect(serves('debian/bookworm', 'all')).toBe(true)
})
