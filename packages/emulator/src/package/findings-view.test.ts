import type { Finding } from '@cloudsmith-sdk/advisories'
import { expect, test } from 'vitest'
import { bundledAdvisories, scannerFor } from '../scan/index.ts'
import { findingView } from './findings-view.ts'

const blank: Finding = {
  ...{ id: 'X-1', aliases: [], source: 'x', packageName: 'x', severity: 'Unknown', title: '', description: '' },
  ...{ references: [], affectedVersion: '1' },
}

test('findings look as v1 shows them', () => {
  const findings = scannerFor(bundledAdvisories).scan({ ecosystem: 'npm', name: 'lodash', version: '4.17.20' })

  expect(findings.map(findingView)).toMatchObject([
    {
      vulnerability_id: 'CVE-2021-23337',
      package_name: 'lodash',
      severity: 'High',
      severity_source: 'ghsa',
      affected_version: { operator: '=', raw_version: '=4.17.20', version: '4.17.20', major: 4, minor: 17, patch: 20 },
      fixed_version: { operator: '>=', raw_version: '>=4.17.21', version: '4.17.21', major: 4, minor: 17, patch: 21 },
      cvss_scores: { ghsa: { V3Score: 7.2 } },
    },
    { vulnerability_id: 'CVE-2020-28500', severity: 'Medium' },
  ])
})

test('scores are told by the version of CVSS, in the words of Trivy', () => {
  const [third, second, fourth] = [7.2, 6.5, 8.6].map((score) => ({ vector: `V${score}`, score }))
  const finding = { ...blank, ...(third && { cvss: third }), ...(second && { cvss2: second }), ...(fourth && { cvss4: fourth }) }
  expect(findingView(finding).cvss_scores).toEqual({
    x: { V2Score: 6.5, V2Vector: 'V6.5', V3Score: 7.2, V3Vector: 'V7.2', V40Score: 8.6, V40Vector: 'V8.6' },
  })
  expect(findingView(blank).cvss_scores).toEqual({})
})

test('long texts are cut to the limits of the schema, and no fix is null', () => {
  const finding: Finding = {
    id: 'X-1',
    aliases: [],
    source: 'x',
    packageName: 'n'.repeat(200),
    severity: 'Unknown',
    title: 't'.repeat(1000),
    description: 'd'.repeat(2000),
    references: [`https://example.com/${'r'.repeat(3000)}`, 'https://example.com/'],
    affectedVersion: '2',
  }
  const result = findingView(finding)
  expect([result.package_name.length, result.title.length, result.description.length]).toEqual([128, 512, 1028])
  expect(result).toMatchObject({
    fixed_version: null,
    references: ['https://example.com/'],
    affected_version: { major: 2, minor: 0, patch: 0 },
  })
})
