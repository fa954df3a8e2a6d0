import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAdvisory } from './advisory.ts'
import { bundledAdvisories } from './bundled.ts'
import { createScanner } from './scanner.ts'
import { compareVersions } from './versions.ts'

const scanner = createScanner(bundledAdvisories)

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

describe('of advisories of its own', () => {
  const advisory = (id: string, affected: object, rest: object = {}) =>
    parseAdvisory({ id, affected: [{ package: { ecosystem: 'npm', name: 'x' }, ...affected }], ...rest })
  const semver = (...events: object[]) => ({ ranges: [{ type: 'SEMVER', events }] })
  const scan = (version: string, ...advisories: ReturnType<typeof advisory>[]) =>
    createScanner(advisories).scan({ ecosystem: 'npm', name: 'x', version })

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

  test('the verdict agrees with the order of versions', () => {
    const version = fc
      .tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.constantFrom('', '-rc.1'))
      .map(([a, b, c, label]) => `${a}.${b}.${c}${label}`)
    fc.assert(
      fc.property(version, version, version, fc.boolean(), (from, to, seen, inclusive) => {
        const found = scan(seen, advisory('X-1', semver({ introduced: from }, inclusive ? { last_affected: to } : { fixed: to })))
        const upper = compareVersions('npm', seen, to)
        const within = compareVersions('npm', seen, from) >= 0 && (inclusive ? upper <= 0 : upper < 0)
        fc.pre(compareVersions('npm', from, to) < (inclusive ? 1 : 0))
        expect(found.length === 1).toBe(within)
      }),
    )
  })
})
