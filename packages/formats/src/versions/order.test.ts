import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { versionScheme } from './by-format.ts'
import type { VersionScheme } from './scheme.ts'

/** Each row is in ascending order. */
const rising: Readonly<Record<string, readonly string[]>> = {
  alpine: [
    ...['1.0_alpha_pre2', '1.0_alpha', '1.0_alpha1', '1.0_beta', '1.0_pre2', '1.0_rc1', '1.0_rc1-r5', '1.0_rc2', '1.0', '1.0-r0'],
    ...[
      '1.0-r1',
      '1.0-r10',
      '1.0_git20240101',
      '1.0_p1',
      '1.0_p1-r1',
      '1.0_p2',
      '1.0a',
      '1.0b',
      '1.0.01',
      '1.0.1',
      '1.0.10',
      '1.1',
      '10',
    ],
  ],
  cargo: ['1.0.0-alpha.1', '1.0.0', '1.0.0+1', '1.0.0+2', '1.0.1'],
  cocoapods: ['1.0.0-beta.2', '1.0.0-beta.10', '1.0.0', '1.0.1'],
  composer: [
    ...[
      'dev-feature',
      'dev-main',
      '1.0.0-dev',
      '1.0.0-alpha2',
      '1.0.0-beta1-dev',
      '1.0.0-beta1',
      'v1.0.0-RC1',
      '1.0.0',
      '1.0.0-patch1',
    ],
    ...['1.0.1', '1.10', '1.x-dev', '2', '2010-01-02', '20240131'],
  ],
  conan: [
    '1.0-alpha',
    '1.0-rc.2',
    '1.0-rc.10',
    '1.0',
    '1.0+1',
    '1.1.1',
    '1.1.1a',
    '1.1.1w',
    '1.1.9',
    '1.1.10',
    '1.2',
    'cci.20200203',
  ],
  conda: [
    ...[
      '0.4.1.rc',
      '0.4.1',
      '0.5a1',
      '0.5b3',
      '0.5C1',
      '0.5',
      '0.9.6',
      '0.960923',
      '1.0',
      '1.0.1_',
      '1.0.1a',
      '1.0.1',
      '1.0.1post.a',
      '1.0.2',
    ],
    ...['1.1dev1', '1.1_', '1.1a1', '1.1rc1', '1.1', '1.1+1', '1.1post1', '1996.07.12', '1!0.4.1'],
  ],
  cran: ['0.9', '1.0', '1.0-0', '1.0-1', '1.0.2', '1.0-10', '1.1', '1.1.0.9000'],
  dart: ['1.0.0-dev.1', '1.0.0-dev.10', '1.0.0', '1.0.0+1', '1.0.0+2', '1.0.1'],
  deb: [
    ...[
      '1.0~~',
      '1.0~beta1',
      '1.0~rc1',
      '1.0~rc1-1',
      '1.0',
      '1.0-1',
      '1.0-1ubuntu2',
      '1.0-1ubuntu10',
      '1.0-2',
      '1.0+git',
      '1.1',
      '2.0',
    ],
    ...['1:0.5', '5:24.0.7-1~debian.12~bookworm', '5:24.0.7-1', '5:24.0.10-1~debian.12~bookworm'],
  ],
  go: [
    ...[
      'v0.0.0-20200622213623-75b288015ac9',
      'v0.17.0',
      'v1.0.0-rc.1',
      'v1.0.0',
      'v1.0.1-0.20240101000000-abcdefabcdef',
      'v1.0.1',
    ],
    ...['v2.0.0+incompatible'],
  ],
  helm: ['1.0.0-alpha', 'v1.0.0-beta.2', '1.0.0-beta.11', 'v1', '1.2', '1.10.0'],
  hex: ['1.0.0-dev', '1.0.0-rc.1', '1.0.0', '1.0.1'],
  luarocks: [
    ...['1.0alpha1-1', '1.0beta2-1', '1.0pre1-1', '1.0rc1-1', '1.0rc2-1', '1.0', '1.0-1', '1.0-2', '1.0a-1', '1.0.1-1', '1.10-1'],
    ...['cvs-1', 'scm-1', 'dev-1'],
  ],
  maven: [
    ...[
      'Hoxton.SR9',
      'Hoxton.SR10',
      '1.0-alpha-1',
      '1.0-beta',
      '1.0-milestone-3',
      '1.0-rc1',
      '1.0-SNAPSHOT',
      '1.0',
      '1.0-sp',
      '1.0-jre',
    ],
    ...['1.0-1', '1.0.1', '2.0-beta9', '2.0.Final', '2.3.1', '2.12.2'],
  ],
  mcp: ['1.0.0-rc.1', '1.0.0', '1.0.1'],
  npm: [
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    '1.0.0',
    '1.0.1',
    '1.10.0',
  ],
  nuget: ['13.0.1-1', '13.0.1-BETA2', '13.0.1-beta2.1', '13.0.1-rc1', '13.0.1', '13.0.1.5', '13.0.2'],
  p2: ['1.0', '1.0.0.v2020', '1.0.0.v2021', '1.0.1', '1.0.10'],
  python: ['1.0.dev1', '1.0a1', '1.0b2', '1.0rc1', '1.0', '1.0+local', '1.0.post1', '1.1', '1.10', '1!0.1'],
  rpm: [
    ...[
      '1.0~beta1',
      '1.0~rc1-1',
      '1.0',
      '1.0-0.1.rc1',
      '1.0-1.el8',
      '1.0-1.el9',
      '1.0-2',
      '1.0^20240101.1',
      '1.0^20240102',
      '1.0a',
      '1.0.1',
    ],
    ...['1.10', '1:0.5'],
  ],
  ruby: ['1.0.a', '1.0.b1', '1.0.b2', '1.0.rc1', '1.0', '1.0.1', '2.0.9', '2.0.9.1', '2.2.3.1'],
  swift: ['1.0.0-alpha', '1.0.0', '1.10.0'],
  terraform: ['1.0.0-beta1', '1.0.0', '1.2', '1.10.0'],
  vagrant: ['1.0.rc1', '1.0', '202401.31.0'],
  vsx: ['1.0.0', '1.0.1'],
}

/** Different spellings of one version. */
const same: readonly (readonly [format: string, a: string, b: string])[] = [
  ['composer', '1.0.0-b2', 'v1-beta2'],
  ['composer', '1.0-stable', '1.0.0.0'],
  ['conda', '1.0', '1.0.0'],
  ['conda', '1.1RC1', '1.1rc1'],
  ['cran', '1.0-1', '1.0.1'],
  ['deb', '1.0', '0:1.0-0'],
  ['go', 'v0.17.0', '0.17.0'],
  ['helm', '1.2', 'v1.2.0+build.7'],
  ['maven', '1.0', '1.0.0'],
  ['maven', '1.0.0-ga', '1'],
  ['maven', '1.0-rc1', '1-cr-1'],
  ['maven', '1.0.RC2', '1-rc2'],
  ['npm', '1.0.0+build.1', '1.0.0'],
  ['nuget', '1.0.0.0', '1.0'],
  ['nuget', '1.0.0-RC+5', '01.0.0-rc'],
  ['python', '1.0-RC1', '1.0rc1'],
  ['rpm', '1.0', '0:1.0'],
  ['rpm', '1.0', '1_0'],
  ['ruby', '1-rc1', '1.pre.rc1'],
]

/** Texts that look like versions but are not valid in this format. */
const none: readonly (readonly [format: string, text: string])[] = [
  ['alpine', '1.0-rc1'],
  ['cargo', '1.0'],
  ['composer', 'main'],
  ['conda', '1.0!1!2'],
  ['deb', '1.0-'],
  ['deb', 'a:1.0'],
  ['deb', '1_0'],
  ['maven', '[1.0,2.0)'],
  ['maven', 'LATEST'],
  ['npm', 'latest'],
  ['npm', 'v1.0.0'],
  ['nuget', '1.2.3.4.5'],
  ['python', '1.0-final'],
  ['rpm', '1.0-1-1'],
  ['ruby', '1..0'],
]

function schemeOf(format: string): VersionScheme {
  const scheme = versionScheme(format)
  if (!scheme) throw new Error(`no scheme for ${format}`)
  return scheme
}

const words = ['0', '1', '2', '10', '01', 'a', 'alpha', 'rc', 'rc1', 'sp', 'ga', 'x', 'SNAPSHOT', 'dev', 'post', 'p', '_']
const joints = ['.', '-', '', '_', '~', '+', '^', ':', '!']

const someText = fc.oneof(
  fc.constantFrom(...Object.values(rising).flat(), 'latest', '', ' '),
  fc
    .array(fc.tuple(fc.constantFrom(...joints), fc.constantFrom(...words)), { minLength: 1, maxLength: 4 })
    .map((parts) => `1${parts.flat().join('')}`),
)

describe.each(Object.entries(rising))('F55 versions of %s', (format, versions) => {
  const scheme = schemeOf(format)
  const compare = (a: string, b: string) => Math.sign(scheme.compare(a, b))

  test('rise', () => {
    expect(versions.filter((version) => !scheme.isVersion(version))).toEqual([])
    const orders = versions.flatMap((a, i) =>
      versions.map((b, j) => ({ a, b, order: compare(a, b), expected: Math.sign(i - j) })),
    )
    expect(orders.filter(({ order, expected }) => order !== expected)).toEqual([])
  })

  test('have one order, whatever one asks first', () => {
    const triple = fc.tuple(someText, someText, someText)
    fc.assert(
      fc.property(triple, ([a, b, c]) => {
        expect(compare(a, a)).toBe(0)
        expect(compare(a, b) + compare(b, a)).toBe(0)
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0)
        if (compare(a, b) === 0) expect(compare(a, c)).toBe(compare(b, c))
      }),
      { numRuns: 3000 },
    )
  })

  test('stand above what is none, which its characters order', () => {
    const [lowest = ''] = versions
    expect(['z z', 'latest build', lowest, '   '].toSorted(scheme.compare)).toEqual(['   ', 'latest build', 'z z', lowest])
  })

  test('are none where they are longer than anybody writes', () => {
    const long = `1.0.${'1'.repeat(300)}`
    expect(scheme.isVersion(long)).toBe(false)
    expect(scheme.isPrerelease(long)).toBe(false)
  })
})

test.each(same)('%s: %s is %s', (format, a, b) => {
  expect(schemeOf(format).isVersion(a) && schemeOf(format).isVersion(b)).toBe(true)
  expect(schemeOf(format).compare(a, b)).toBe(0)
})

test.each(none)('%s: %j is no version', (format, text) => {
  expect(schemeOf(format).isVersion(text)).toBe(false)
})

test.each(['docker', 'generic', 'huggingface', 'nix', 'raw', 'skills', 'new', 'constructor'])(
  'nothing is known of versions of %s',
  (format) => {
    expect(versionScheme(format)).toBeUndefined()
  },
)
