import { isMalwareFinding } from '@cloudsmith-sdk/advisories'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { schemeOfFormat } from '../format/version-scheme.ts'
import { bundledAdvisories, scannerFor } from './index.ts'
import { parseAdvisory } from './parse-advisory.ts'

const scanner = scannerFor(bundledAdvisories)

describe('the advisories that ship', () => {
  const log4j = 'org.apache.logging.log4j:log4j-core'

  test.each([
    ['npm', 'lodash', '4.17.20', ['CVE-2021-23337', 'CVE-2020-28500']],
    ['npm', 'lodash', '4.17.21', []],
    ['npm', 'lodash.trim', '4.5.1', ['CVE-2020-28500']],
    ['npm', 'lodash.trim', '4.5.2', []],
    ['npm', 'minimist', '0.2.3', ['CVE-2021-44906']],
    ['npm', 'minimist', '0.2.4', []],
    ['npm', 'minimist', '1.2.5', ['CVE-2021-44906']],
    ['npm', 'minimist', '1.2.6', []],
    ['npm', 'brace-expansion', '1.1.11', ['CVE-2025-5889']],
    ['npm', 'brace-expansion', '2.0.2', []],
    ['Maven', log4j, '2.0-beta8', []],
    ['Maven', log4j, '2.0-beta9', ['CVE-2021-44228']],
    ['Maven', log4j, '2.3.1', []],
    ['Maven', log4j, '2.12.1', ['CVE-2021-44228']],
    ['Maven', log4j, '2.12.2', []],
    ['Maven', log4j, '2.14.1', ['CVE-2021-44228']],
    ['Maven', log4j, '2.15.0', []],
    ['PyPI', 'pyyaml', '5.3.1', ['CVE-2020-14343']],
    ['PyPI', 'PyYAML', '5.4rc1', ['CVE-2020-14343']],
    ['PyPI', 'PyYAML', '5.4', []],
    ['PyPI', 'urllib3', '1.25.3', []],
    ['PyPI', 'urllib3', '1.26.4', ['CVE-2021-33503']],
    ['NuGet', 'newtonsoft.json', '12.0.3', ['CVE-2024-21907']],
    ['NuGet', 'Newtonsoft.Json', '13.0.1', []],
    ['Go', 'golang.org/x/crypto', 'v0.17.0', ['CVE-2024-45337']],
    ['Go', 'golang.org/x/crypto', 'v0.31.0', []],
    ['RubyGems', 'rack', '2.2.3', ['CVE-2022-30123']],
    ['RubyGems', 'rack', '2.2.3.1', []],
    ['crates.io', 'regex', '1.5.4', ['CVE-2022-24713']],
    ['Packagist', 'PHPMailer/PHPMailer', 'v5.2.17', ['CVE-2016-10033']],
    ['Packagist', 'phpmailer/phpmailer', '5.2.18', []],
    ['PyPI', 'lodash', '4.17.20', []],
  ])('%s %s %s: %j', (ecosystem, name, version, ids) => {
    expect(scanner.scan({ ecosystem, name, version }).map(({ id }) => id)).toEqual(ids)
  })

  test('have the severity that their database gives them', () => {
    const words = { Critical: 'CRITICAL', High: 'HIGH', Medium: 'MODERATE', Low: 'LOW', Unknown: undefined }
    for (const advisory of bundledAdvisories) {
      const [affected] = advisory.affected
      const [range] = affected?.ranges ?? []
      const [event] = range?.events ?? []
      const version = event && 'introduced' in event && event.introduced !== '0' ? event.introduced : '0.0.1'
      const [finding] = scanner
        .scan({ ecosystem: affected?.ecosystem ?? '', name: affected?.name ?? '', version })
        .filter(({ aliases }) => aliases.includes(advisory.id))
      expect(words[finding?.severity ?? 'Unknown'], advisory.id).toBe(advisory.severity)
    }
  })
})

test('a finding tells all that a gate may ask', () => {
  expect(scanner.scan({ ecosystem: 'PyPI', name: 'pyyaml', version: '5.3' })).toEqual([
    {
      id: 'CVE-2020-14343',
      aliases: ['GHSA-8q59-q68h-6hv4', 'PYSEC-2021-142'],
      source: 'ghsa',
      packageName: 'pyyaml',
      severity: 'Critical',
      cvss: { vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', score: 9.8 },
      title: expect.stringContaining('PyYAML'),
      description: expect.stringContaining('Fixed in 5.4'),
      references: expect.arrayContaining(['https://nvd.nist.gov/vuln/detail/CVE-2020-14343']),
      affectedVersion: '5.3',
      fixedVersion: '5.4',
    },
  ])
})

/** Versions in the order of their ecosystem; the second and third are affected, the fourth is fixed. */
describe.each<[ecosystem: string, before: string, introduced: string, last: string, fixed: string]>([
  ['ConanCenter', '1.1.1', '1.1.1a', '1.1.1w', '1.1.2'],
  ['crates.io', '1.0.0-rc.1', '1.0.0', '1.9.0', '1.10.0'],
  ['Go', 'v0.0.0-20200622213623-75b288015ac9', '0.17.0', 'v0.30.9', '0.31.0'],
  ['Hex', '1.0.0-dev', '1.0.0', '1.9.0', '1.10.0'],
  ['Maven', '2.0-beta8', '2.0-beta9', '2.0-SNAPSHOT', '2.0'],
  ['Maven:https://repo.example.test/releases', '1.0-SNAPSHOT', '1.0', '1.0-jre', '1.0-1'],
  ['npm', '1.0.0-beta.2', '1.0.0-beta.11', '1.9.0', '1.10.0'],
  ['NuGet', '13.0.1-BETA2', '13.0.1-rc1', '13.0.1', '13.0.1.5'],
  ['Packagist', '1.0.0-beta1', 'v1.0.0-RC1', '1.0.0', '1.0.0-patch1'],
  ['Pub', '1.0.0-dev.2', '1.0.0-dev.10', '1.0.0+1', '1.0.0+2'],
  ['PyPI', '1.0.dev1', '1.0a1', '1.0', '1.0.post1'],
  ['RubyGems', '1.0.a', '1.0.b2', '2.0.9', '2.0.9.1'],
  ['SwiftURL', '1.0.0-alpha', '1.0.0', '1.9.0', '1.10.0'],
  ['an ecosystem that nobody knows', '1.9', '1.10', '1.10-2', '1.10-10'],
])('a range of %s', (ecosystem, before, introduced, last, fixed) => {
  const affects = (version: string, ...events: object[]) => {
    const affected = [{ package: { ecosystem, name: 'x' }, ranges: [{ type: 'ECOSYSTEM', events }] }]
    return scannerFor([parseAdvisory({ id: 'X-1', affected })]).scan({ ecosystem, name: 'x', version }).length > 0
  }

  test.each([
    ['ends before the fix', { fixed }],
    ['ends after the last that is affected', { last_affected: last }],
  ])('%s, by the order of its ecosystem', (_, end) => {
    const seen = [before, introduced, last, fixed].filter((version) => affects(version, { introduced }, end))
    expect(seen).toEqual([introduced, last])
  })

  test('that begins with 0 takes in whatever stands before the fix', () => {
    expect([before, introduced, last, fixed].filter((version) => affects(version, { introduced: '0' }, { fixed }))).toEqual([
      before,
      introduced,
      last,
    ])
  })
})

test('a bound that leaves out numbers is read all the same', () => {
  const affected = [
    {
      package: { ecosystem: 'npm', name: 'x' },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '1.9' }, { fixed: 'v1.10' }] }],
    },
  ]
  const { scan } = scannerFor([parseAdvisory({ id: 'X-1', affected })])
  const found = ['1.8.9', '1.9.0', '1.9.9', '1.10.0'].filter(
    (version) => scan({ ecosystem: 'npm', name: 'x', version }).length > 0,
  )
  expect(found).toEqual(['1.9.0', '1.9.9'])
})

test('build metadata does not count in a SEMVER range, also where the ecosystem counts it', () => {
  const events = [{ introduced: '0' }, { last_affected: '111.24.0' }]
  const affected = [{ package: { ecosystem: 'crates.io', name: 'x' }, ranges: [{ type: 'SEMVER', events }] }]
  const { scan } = scannerFor([parseAdvisory({ id: 'X-1', affected })])
  const found = ['111.24.0+1.1.1s', '111.25.0+1.1.1t'].filter(
    (version) => scan({ ecosystem: 'crates.io', name: 'x', version }).length > 0,
  )
  expect(found).toEqual(['111.24.0+1.1.1s'])
})

describe('of advisories of its own', () => {
  const advisory = (id: string, affected: object, rest: object = {}) =>
    parseAdvisory({ id, affected: [{ package: { ecosystem: 'npm', name: 'x' }, ...affected }], ...rest })
  const semver = (...events: object[]) => ({ ranges: [{ type: 'SEMVER', events }] })
  const scan = (version: string, ...advisories: ReturnType<typeof advisory>[]) =>
    scannerFor(advisories).scan({ ecosystem: 'npm', name: 'x', version })

  test('a withdrawn one is ignored', () => {
    expect(scan('1.0.0', advisory('X-1', semver({ introduced: '0' }), { withdrawn: '2024-01-01T00:00:00Z' }))).toEqual([])
  })

  test('the fix of a version is the next one on its line', () => {
    const lines = advisory(
      'X-1',
      semver({ fixed: '2.0.2' }, { introduced: '1.0.0' }, { fixed: '1.1.0' }, { introduced: '2.0.0' }),
    )
    expect(scan('1.0.5', lines)).toMatchObject([{ fixedVersion: '1.1.0' }])
    expect(scan('1.1.0', lines)).toEqual([])
    expect(scan('2.0.0', lines)).toMatchObject([{ fixedVersion: '2.0.2' }])
  })

  test('a fault that was introduced twice is fixed once', () => {
    expect(
      scan('0.5.0', advisory('X-1', semver({ introduced: '0' }, { introduced: '1.0.0' }, { fixed: '2.0.0' }))),
    ).toMatchObject([{ fixedVersion: '2.0.0' }])
  })

  test('without a fix there is none, and without a CVE the id is its own', () => {
    const [finding] = scan('1.0.0', advisory('X-1', semver({ introduced: '0' }, { last_affected: '1.0.0' })))
    expect(finding).toMatchObject({ id: 'X-1', severity: 'Unknown' })
    expect(finding).not.toHaveProperty('fixedVersion')
  })

  test('a listed version is affected in any spelling, even one that cannot be read', () => {
    const listed = advisory('X-1', { versions: ['1.0', 'nightly'] })
    expect(scan('1.0.0', listed)).toHaveLength(1)
    expect(scan('1.0.0+build.7', listed)).toHaveLength(1)
    expect(scan('nightly', listed)).toHaveLength(1)
    expect(scan('1.0.1', listed)).toEqual([])
    expect(scan('nightly', advisory('X-1', semver({ introduced: '0' })))).toEqual([])
  })

  test('one vulnerability from two databases is found once, as the graver of the two; the gravest comes first', () => {
    const all = semver({ introduced: '0' })
    const found = scan(
      '1.0.0',
      advisory('PYSEC-1', all, { aliases: ['CVE-2024-1'] }),
      advisory('GHSA-1', all, { aliases: ['CVE-2024-1'], database_specific: { severity: 'MODERATE' } }),
      advisory('GHSA-2', all, { database_specific: { severity: 'CRITICAL' } }),
      advisory('GHSA-0', all, {
        severity: [{ type: 'CVSS_V4', score: 'CVSS:4.0/AV:N' }],
        database_specific: { severity: 'low' },
      }),
    )
    expect(found.map(({ id, severity }) => `${id} ${severity}`)).toEqual(['GHSA-2 Critical', 'CVE-2024-1 Medium', 'GHSA-0 Low'])
  })

  const all = semver({ introduced: '0' })

  test.each([
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 'Critical', 'cvss4'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', 'High', 'cvss'],
    ['AV:N/AC:L/Au:N/C:C/I:C/A:C', 'High', 'cvss2'],
  ])('the severity of %s is %s, for all that is affected or for one package', (score, severity, field) => {
    const rated = { severity: [{ type: 'CVSS', score }] }
    for (const one of [advisory('X-1', all, rated), advisory('X-1', { ...all, ...rated })]) {
      expect(scan('1.0.0', one)).toMatchObject([{ severity, [field]: { vector: score } }])
    }
  })

  test.each([
    ['a vector', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'LOW', 'Critical'],
    ['the word of its database', 'CVSS:3.1/AV:N/AC:H/PR:L/UI:N/S:U/C:N/I:N/A:L', 'HIGH', 'High'],
    ['a word in place of a vector', 'negligible', undefined, 'Low'],
    ['a word for one package', undefined, 'Important', 'High'],
    ['nothing that is understood', 'CVSS:9.0/AV:N', 'who knows', 'Unknown'],
  ])('the gravest counts, be it %s', (_, score, word, severity) => {
    const rated = {
      ...all,
      severity: score === undefined ? [] : [{ type: 'CVSS_V3', score }],
      database_specific: { severity: word },
    }
    expect(scan('1.0.0', advisory('X-1', rated))).toMatchObject([{ severity }])
  })

  test('fields of a database’s own may be anything', () => {
    const [finding] = scan('1.0.0', advisory('X-1', all, { database_specific: { severity: { level: 3 } } }))
    expect(finding).toMatchObject({ severity: 'Unknown' })
  })

  test('the highest of several scores of a version is told', () => {
    const vectors = ['C:N/I:N/A:L', 'C:N/I:N/A:H', 'C:N/I:L/A:N'].map((impact) => `CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/${impact}`)
    const severity = vectors.map((score) => ({ type: 'CVSS_V3', score }))
    expect(scan('1.0.0', advisory('X-1', all, { severity }))).toMatchObject([{ cvss: { vector: vectors[1], score: 7.5 } }])
  })

  test('malware is critical, whatever name it is found by', () => {
    const found = scan('1.0.0', advisory('MAL-1', all), advisory('GHSA-1', all, { aliases: ['MAL-2'] }), advisory('X-1', all))
    expect(found.map((finding) => [finding.id, finding.severity, isMalwareFinding(finding)])).toEqual([
      ['GHSA-1', 'Critical', true],
      ['MAL-1', 'Critical', true],
      ['X-1', 'Unknown', false],
    ])
  })

  test.each([
    ['unmaintained', 0],
    ['notice', 0],
    ['unsound', 1],
    [null, 1],
  ])('an advisory that tells %j is found %d times, and once where it counts', (informational, times) => {
    const scanner = scannerFor([advisory('RUSTSEC-1', { ...all, database_specific: { informational } })])
    const target = { ecosystem: 'npm', name: 'x', version: '1.0.0' }
    expect([scanner.scan(target).length, scanner.scan(target, true).length]).toEqual([times, 1])
  })

  test('the verdict agrees with the order of versions', () => {
    const version = fc
      .tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.constantFrom('', '-rc.1'))
      .map(([a, b, c, label]) => `${a}.${b}.${c}${label}`)
    const { compare } = schemeOfFormat('npm')
    fc.assert(
      fc.property(version, version, version, fc.boolean(), (from, to, seen, inclusive) => {
        const found = scan(seen, advisory('X-1', semver({ introduced: from }, inclusive ? { last_affected: to } : { fixed: to })))
        const upper = compare(seen, to)
        const within = compare(seen, from) >= 0 && (inclusive ? upper <= 0 : upper < 0)
        fc.pre(compare(from, to) < (inclusive ? 1 : 0))
        expect(found.length === 1).toBe(within)
      }),
    )
  })
})
