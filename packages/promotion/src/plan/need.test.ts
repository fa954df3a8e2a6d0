import type { Package, PackageDependency } from '@cloudsmith-sdk/client'
import { expect, test } from 'vitest'
import { keyOfProvider, needKey, needsOf, serves, shortfallOf } from './need.ts'

const by = (format: string) => ({ format, name: 'app', version: '1', filename: 'app' }) as Package
const needOf = (format: string, ...dependencies: Partial<PackageDependency>[]) => {
  const [need] = needsOf(by(format), dependencies.map((each) => ({ name: 'lib', ...each })) as PackageDependency[])
  if (need === undefined) throw new Error('nothing is needed')
  return need
}
const range = (version: string) => ({ operator: 'matches', version }) as const

test.each<[string, string, Partial<PackageDependency>[], string[], string | undefined]>([
  ['nothing there', 'npm', [range('^1.0.0')], [], 'absent'],
  ['any version', 'npm', [{ operator: null, version: null }], ['2.0.0-rc.1'], undefined],
  ['any version of a format without ranges', 'docker', [{}], ['x'], undefined],
  ['a version in the range', 'npm', [range('^1.0.0')], ['2.0.0', '1.4.0'], undefined],
  ['only others', 'npm', [range('^1.0.0')], ['2.0.0', '0.9.0'], 'no version satisfies'],
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
  ['what is no range', 'npm', [range('latest')], ['1.0.0'], 'undecidable'],
  ['a format without ranges', 'docker', [{ operator: '>=', version: '2' }], ['1'], 'undecidable'],
])('%s', (_, format, dependencies, versions, why) => {
  expect(shortfallOf(needOf(format, ...dependencies), versions)?.why).toBe(why)
})

test('what is not needed to run is no need', () => {
  const types = ['Runtime', 'Development', 'Suggests', 'Build-Depends'] as const
  const needs = needsOf(by('npm'), types.map((dep_type) => ({ name: dep_type, dep_type })) as PackageDependency[])
  expect(needs.map(({ name }) => name)).toEqual(['Runtime'])
})

test('names are those of the format', () => {
  const provider = (format: string, name: string, identifiers?: Record<string, string>) =>
    keyOfProvider({ format, name, version: '1', filename: 'x', ...(identifiers && { identifiers }) })
  expect(provider('python', 'Typing_Extensions')).toBe(needKey({ format: 'python', name: 'typing-extensions' }))
  expect(provider('npm', 'A_b')).not.toBe(needKey({ format: 'npm', name: 'a-b' }))
  expect(provider('maven', 'core', { maven_group_id: 'org.acme' })).toBe(needKey({ format: 'maven', name: 'org.acme:core' }))
  expect(provider('deb', 'python3')).toBe(needKey({ format: 'deb', name: 'python3:any' }))
})

test('what is of another distribution does not serve', () => {
  const of = (distribution?: string) => ({
    format: 'deb',
    name: 'lib',
    version: '1',
    filename: 'x',
    ...(distribution && { distribution }),
  })
  const need = { distribution: 'debian/bookworm' }
  expect(serves(of('debian/bookworm'), need)).toBe(true)
  expect(serves(of('ubuntu/jammy'), need)).toBe(false)
  expect(serves(of('any-distro/any-version'), need)).toBe(true)
})
