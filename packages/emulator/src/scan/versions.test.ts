import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareVersions, ecosystemOfFormat, schemeOfEcosystem, schemeOfFormat } from './versions.ts'

/** Each row is in rising order. */
const rising: Record<string, string[][]> = {
  npm: [
    [
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      '1.0.1',
      '1.10.0',
      '2.0.0',
    ],
  ],
  Go: [['v0.0.0-20200622213623-75b288015ac9', 'v0.17.0', 'v0.31.0', 'v1.0.0', 'v2.0.0+incompatible']],
  NuGet: [['12.0.3', '13.0.1-BETA2', '13.0.1-rc1', '13.0.1', '13.0.1.5', '13.0.2']],
  PyPI: [['1.0.dev1', '1.0a1', '1.0b2', '1.0rc1', '1.0', '1.0.post1', '1.1', '1.10', '1!0.1']],
  Maven: [
    ['1.0-alpha-1', '1.0-beta', '1.0-milestone-3', '1.0-rc1', '1.0-SNAPSHOT', '1.0', '1.0-sp', '1.0-whatever', '1.0-1', '1.0.1'],
    ['2.0-beta9', '2.0-rc1', '2.0', '2.3.1', '2.4', '2.12.2', '2.13.0', '2.15.0'],
    ['1-a1', '1-b1', '1-m1', '1-x1', '1-1', '1.1'],
  ],
  RubyGems: [['1.0.a', '1.0.b1', '1.0.b2', '1.0.rc1', '1.0', '1.0.1', '2.0.9', '2.0.9.1', '2.2.3.1']],
  Packagist: [['1.0.0-dev', '1.0.0-alpha2', '1.0.0-beta1', 'v1.0.0-RC1', '1.0.0', '1.0.0-patch1', '1.0.1', '5.2.17', '5.2.18']],
  Debian: [['1.0~rc1', '1.0', '1.0-1', '1.0-1ubuntu2', '1.0-1ubuntu10', '1.0+git', '1.1', '2.0', '1:0.5']],
}

/** Different spellings of one version. */
const same: [string, string, string][] = [
  ['npm', '1.2', 'v1.2.0'],
  ['npm', '1.0.0+build.1', '1.0.0'],
  ['NuGet', '1.0.0.0', '1.0'],
  ['NuGet', '1.0.0-RC', '1.0.0-rc'],
  ['PyPI', '1.0', '1.0.0'],
  ['PyPI', '1.0-RC1', '1.0rc1'],
  ['Maven', '1.0', '1'],
  ['Maven', '1.0.0-ga', '1'],
  ['Maven', '1.0-rc1', '1-cr-1'],
  ['Maven', '1-alpha1', '1-a1'],
  ['Maven', '1.0.RC2', '1-rc2'],
  ['RubyGems', '1.0.0', '1'],
  ['RubyGems', '1-rc1', '1.pre.rc1'],
  ['Packagist', '1.0.0-b2', 'v1-beta2'],
]

const ecosystems = Object.keys(rising)

const someVersion = fc.oneof(
  fc.constantFrom(...Object.values(rising).flat(2), ...same.flatMap(([, a, b]) => [a, b]), 'latest', '', 'dev-main'),
  fc
    .array(fc.constantFrom('0', '1', '2', '10', '01', 'a', 'alpha', 'rc', 'sp', 'ga', 'x', 'SNAPSHOT'), {
      minLength: 1,
      maxLength: 4,
    })
    .chain((words) =>
      fc
        .array(fc.constantFrom('.', '-', '', '_', '~', '+'), { minLength: words.length, maxLength: words.length })
        .map((joints) => words.map((word, index) => `${index === 0 ? '' : joints[index]}${word}`).join('')),
    ),
)

describe.each(ecosystems)('versions of %s', (ecosystem) => {
  const compare = (a: string, b: string) => Math.sign(compareVersions(ecosystem, a, b))

  test.each(rising[ecosystem] ?? [])('rise', (...versions) => {
    const orders = versions.flatMap((a, i) =>
      versions.map((b, j) => ({ a, b, order: compare(a, b), expected: Math.sign(i - j) })),
    )
    expect(orders.filter(({ order, expected }) => order !== expected)).toEqual([])
  })

  test('have one order, whatever one asks first', () => {
    fc.assert(
      fc.property(someVersion, someVersion, someVersion, (a, b, c) => {
        expect(compare(a, a)).toBe(0)
        expect(compare(a, b) + compare(b, a)).toBe(0)
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0)
        if (compare(a, b) === 0) expect(compare(a, c)).toBe(compare(b, c))
      }),
      { numRuns: 2000 },
    )
  })
})

test.each(same)('%s: %s is %s', (ecosystem, a, b) => {
  expect(compareVersions(ecosystem, a, b)).toBe(0)
})

test('what is no version sorts before every version', () => {
  expect(compareVersions('npm', 'latest', '0.0.0-0')).toBeLessThan(0)
  expect(schemeOfEcosystem('npm').valid('latest')).toBe(false)
})

test.each([
  ['npm', '1.0.0-rc.1', '1.0.0'],
  ['python', '1.0.dev1', '1.0.post1'],
  ['maven', '1.0-SNAPSHOT', '1.0-jre'],
  ['ruby', '1.0.pre', '1.0.1'],
  ['composer', '1.0.0-beta1', '1.0.0-patch1'],
  ['nuget', '1.0.0-Preview.1', '1.0.0.1'],
  ['deb', '1.0~rc1', '1.0-1'],
])('%s knows a pre-release: %s and not %s', (format, early, final) => {
  expect(schemeOfFormat(format).prerelease(early)).toBe(true)
  expect(schemeOfFormat(format).prerelease(final)).toBe(false)
})

test('a format leads to its ecosystem, and only a real format does', () => {
  expect(ecosystemOfFormat('python')).toBe('PyPI')
  expect(ecosystemOfFormat('raw')).toBeUndefined()
  expect(ecosystemOfFormat('constructor')).toBeUndefined()
})
