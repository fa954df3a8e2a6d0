import { expect, test } from 'vitest'
import { versionScheme } from './by-format.ts'

/** A range that begins with an operator and a space is a single comparison, as in the API; others are in the format's own syntax. */
test.each<[format: string, requirement: string, admitted: readonly string[], refused: readonly string[]]>([
  ['alpine', '~1.2', ['1.2', '1.2.9-r3', '1.2_rc1'], ['1.20', '1.3', '1.1']],
  ['alpine', '~= 1.2', ['1.2.3-r0'], ['1.3']],
  ['alpine', '>~1.2', ['1.2.1', '1.3'], ['1.1']],
  ['alpine', '= 1.2-r0', ['1.2-r0'], ['1.2', '1.2-r1']],
  ['cargo', '1.2', ['1.2.0', '1.9.9'], ['2.0.0', '1.1.9', '1.5.0-rc.1']],
  ['cargo', '0.2.3', ['0.2.9'], ['0.3.0', '0.2.2']],
  ['cargo', '1.*', ['1.0.0', '1.9.0'], ['2.0.0']],
  ['cargo', '>=1.2, <1.5', ['1.2.0', '1.4.9'], ['1.5.0', '1.5.0-rc.1']],
  ['cargo', '= 1.2', ['1.2.0', '1.2.9'], ['1.3.0']],
  ['cocoapods', '~> 1.2, < 1.2.5', ['1.2.0', '1.2.4'], ['1.2.5', '2.0']],
  ['composer', '^1.2', ['1.2.0', '1.9', '1.3-beta1'], ['2.0', '2.0-beta1', '1.1']],
  ['composer', '~1.2.3', ['1.2.3', '1.2.9'], ['1.3', '1.3-dev', '1.2.2']],
  ['composer', '^1.0 || ^3.0', ['1.5', '3.1'], ['2.0']],
  ['composer', '>=1.0,<1.5 | 2.0.*', ['1.4', '2.0.7'], ['1.5', '2.1']],
  ['composer', '<= 2.0', ['1.0', '2.0'], ['2.0.1', 'dev-main']],
  ['composer', '1.0 - 2.0', ['1.0', '2.0.9'], ['2.1', '0.9']],
  ['composer', '^1.0@beta', ['1.1', '1.1-beta2', '1.1-RC1'], ['1.1-alpha1', '1.x-dev', '2.0']],
  ['composer', 'dev-main#0123abc', ['dev-main'], ['dev-other', '1.0']],
  ['conan', '[>=1.0 <2.0]', ['1.0', '1.9'], ['2.0', '1.5-rc.1', '2.0-rc.1']],
  ['conan', '[^1.2, include_prerelease]', ['1.2', '1.5-rc.1'], ['2.0', '2.0-rc.1']],
  ['conan', '[~1.2 || 3.*]', ['1.2.9', '3.4'], ['1.3', '2.0']],
  ['conan', '= 1.2.Z', ['1.2.0', '1.2.9'], ['1.3.0']],
  ['conda', '=1.0', ['1.0', '1.0.3', '1.0a1'], ['1.1', '1.01']],
  ['conda', '1.0.*', ['1.0.3'], ['1.1']],
  ['conda', '1.0', ['1.0', '1.0.0'], ['1.0.3']],
  ['conda', '*', ['1.0'], []],
  ['conda', '>=3.9.0,<4.0a0|=5', ['3.10', '5.1'], ['4.0a1', '4.0']],
  ['conda', '1.0.* *', ['1.0.3'], ['1.1']],
  ['conda', '!=1.1.*', ['1.0', '1.2'], ['1.1.5']],
  ['cran', '>= 1.0-1', ['1.0.1', '1.0-2'], ['1.0', '1.0-0']],
  ['dart', '^0.1.2', ['0.1.9'], ['0.2.0', '0.1.1']],
  ['dart', '^0.0.1', ['0.0.9'], ['0.1.0']],
  ['dart', '>=1.0.0 <2.0.0', ['1.5.0-dev'], ['2.0.0-dev', '2.0.0']],
  ['dart', '>=2.0.0-dev.1 <2.0.0', ['2.0.0-dev.2'], ['2.0.0']],
  ['deb', '>= 1.0~', ['1.0~rc1', '1.0'], ['0.9']],
  ['deb', '<< 1:2.0-1', ['2.5', '1:2.0'], ['1:2.0-1']],
  ['deb', '< 1.0', ['1.0', '0.9'], ['1.0-1']],
  ['go', '>= v1.2.0', ['v1.2.0', 'v2.0.0+incompatible'], ['v1.2.0-rc.1', 'v1.1.9']],
  ['helm', '^1.2, !=1.5.0', ['1.2.0', 'v1.9.0'], ['1.5.0', '2.0.0', '1.3.0-rc.1']],
  ['helm', '>=1.2-0', ['1.2.0-rc.1', '1.3.0'], ['1.1.0']],
  ['hex', '~> 2.1', ['2.1.0', '2.9.0'], ['3.0.0', '3.0.0-rc.1', '2.0.9']],
  ['hex', '~> 1.2.3 or >= 3.0.0 and < 4.0.0', ['1.2.9', '3.5.0'], ['1.3.0', '4.0.0']],
  ['luarocks', '~> 1.2', ['1.2-1', '1.2.9-1'], ['1.3-1']],
  ['luarocks', '>= 5.1, < 5.5', ['5.1-2', '5.4-1'], ['5.5-1']],
  ['luarocks', '~= 1.2', ['1.3-1'], ['1.2-1']],
  ['maven', '[1.0,2.0)', ['1.0', '1.9', '2.0-SNAPSHOT'], ['2.0', '0.9']],
  ['maven', '(,1.0],[1.2,)', ['1.0.0', '1.2'], ['1.1']],
  ['maven', '= 1.0', ['1.0.0'], ['1.0.1']],
  ['mcp', '= 1.0.0', ['1.0.0'], ['1.0.1']],
  ['npm', '^1.4.0', ['1.4.0', '1.9.0'], ['2.0.0', '1.5.0-rc.1', '2.0.0-rc.1']],
  ['npm', '^1.4.0-rc.1', ['1.4.0-rc.2', '1.9.0'], ['1.5.0-rc.1']],
  ['npm', '1.x || >=2.5.0 <3', ['1.0.0', '2.5.1'], ['2.0.0', '3.0.0']],
  ['npm', '> 1', ['2.0.0'], ['1.9.0']],
  ['npm', '!= 1.0.0', ['1.0.1'], ['1.0.0']],
  ['nuget', '[1.0,2.0)', ['1.0.0', '1.9.9.9', '2.0.0-beta'], ['2.0', '1.0-beta']],
  ['nuget', '1.0', ['1.0', '7.0'], ['0.9', '1.0-beta']],
  ['nuget', '1.*', ['1.9.3'], ['2.0', '1.5-beta']],
  ['nuget', '1.2.3-beta*', ['1.2.3-beta2', '1.2.3'], ['1.2.3-alpha', '1.2.4']],
  ['p2', '[1.0,2.0)', ['1.0.0.v2020'], ['2.0']],
  ['python', '~=1.4.2', ['1.4.2', '1.4.9'], ['1.5', '1.4.1', '1.4.3rc1']],
  ['python', '==1.4.*', ['1.4', '1.4.9', '1.4+local'], ['1.5', '1.40']],
  ['python', '(>=1.0, !=1.5, <2)', ['1.4', '1.5.1'], ['1.5', '2.0', '2.0rc1']],
  ['python', '<1.0rc1', ['1.0b1', '0.9'], ['1.0rc1']],
  ['python', '> 1.0', ['1.1'], ['1.0.post1', '1.0+local']],
  ['rpm', '= 1.0', ['1.0', '1.0-5.el9', '0:1.0'], ['1.0.1', '1:1.0']],
  ['rpm', '> 1.0', ['1.0.1-1'], ['1.0-5']],
  ['rpm', '>= 1.0-2', ['1.0-2', '1.0-10'], ['1.0-1', '1.0~rc1-9']],
  ['ruby', '~> 2.2, >= 2.2.1', ['2.2.1', '2.9'], ['2.2', '3.0', '3.0.a']],
  ['ruby', '~> 2.2.0', ['2.2.9'], ['2.3']],
  ['swift', '^0.1.0', ['0.9.0'], ['1.0.0', '0.2.0-beta']],
  ['swift', '>=1.0.0-beta <2.0.0', ['1.0.0-rc', '1.5.0'], ['2.0.0-beta']],
  ['terraform', '~> 1.2', ['1.2.0', '1.9.0'], ['2.0.0', '1.3.0-beta1']],
  ['terraform', '>= 1.2, != 1.5.0', ['1.2.0', '3.0.0'], ['1.5.0']],
  ['vagrant', '>= 1.0, < 2.0', ['1.5'], ['2.0']],
])('%s %s', (format, requirement, admitted, refused) => {
  const [, operator = 'matches', version = requirement] = /^([<>=!~]+) ([^ ,]+)$/.exec(requirement) ?? []
  const decide = (each: string) => versionScheme(format)?.satisfies(each, { operator, version })
  expect(admitted.filter((each) => decide(each) !== true)).toEqual([])
  expect(refused.filter((each) => decide(each) !== false)).toEqual([])
})

test('what is in no syntax of the format cannot be decided', () => {
  const decide = (format: string, operator: string, version: string) =>
    versionScheme(format)?.satisfies('1.0.0', { operator, version })
  expect(decide('npm', 'matches', 'latest')).toBeUndefined()
  expect(decide('npm', 'matches', 'git+ssh://example.com/lib.git')).toBeUndefined()
  expect(decide('npm', '~=', '1.0.0')).toBeUndefined()
  expect(decide('npm', 'constructor', '1.0.0')).toBeUndefined()
  expect(decide('npm', 'matches', '>=1.0.0 '.repeat(300))).toBeUndefined()
  expect(decide('maven', 'matches', '[1.0,')).toBeUndefined()
  expect(decide('alpine', 'matches', '><Q1abc=')).toBeUndefined()
  expect(decide('python', '~=', '1')).toBeUndefined()
})

test('what is no version of the format satisfies nothing but what names it, or nothing at all', () => {
  const npm = versionScheme('npm')
  expect(npm?.satisfies('nightly', { operator: '>=', version: '1.0.0' })).toBeUndefined()
  expect(npm?.satisfies('nightly', { operator: '=', version: 'nightly' })).toBe(true)
  expect(npm?.satisfies('nightly', { operator: null, version: null })).toBe(true)
})

test.each([
  ['dart', '^'],
  ['hex', '~> '],
  ['swift', '~'],
  ['terraform', '~> '],
])('the largest number that %s reads has a next one', (format, sign) => {
  const largest = `1.${Number.MAX_SAFE_INTEGER}.0`
  expect(versionScheme(format)?.satisfies(largest, { operator: 'matches', version: sign + largest })).toBe(true)
})

test('a build that conda wants too is open where the version fits', () => {
  const decide = (version: string) => versionScheme('conda')?.satisfies(version, { operator: 'matches', version: '1.0.* py39*' })
  expect(decide('1.0.3')).toBeUndefined()
  expect(decide('1.1')).toBe(false)
})
