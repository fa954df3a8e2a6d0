import { expect, test } from 'vitest'
import { anEvent } from './fixtures.ts'
import { scanResults } from './scan-results.ts'

const inContext = {
  identifier: 'a1B2c3D4e5F6g7H8',
  created_at: '2026-01-02T03:04:05Z',
  has_vulnerabilities: true,
  max_severity: 'High',
  num_vulnerabilities: 2,
}
const scanned = (more: object) => anEvent('package.security_scanned', more)

test('the results stand in the context', () => {
  expect(scanResults(scanned({ context: { vulnerability_scan_results: inContext } }))).toEqual(inContext)
})

test('a flat payload has them in the package or beside it', () => {
  const flat = { max_severity: 'Low', num_vulnerabilities: 1, vulnerability_scan_results_url: 'https://api.cloudsmith.io/v1/…' }
  expect(scanResults(scanned({ data: flat }))).toEqual({ ...flat, has_vulnerabilities: true })
  expect(scanResults({ ...scanned({}), ...flat })).toEqual({ ...flat, has_vulnerabilities: true })
})

test('each field is taken from the context before the package, and from there before the root', () => {
  const event = {
    ...scanned({
      context: { vulnerability_scan_results: { max_severity: 'High', num_vulnerabilities: null } },
      data: { num_vulnerabilities: 3 },
    }),
    max_severity: 'Low',
    num_vulnerabilities: 9,
    has_vulnerabilities: true,
  }
  expect(scanResults(event)).toEqual({ max_severity: 'High', num_vulnerabilities: 3, has_vulnerabilities: true })
})

test('the times and identifiers of the package are not taken for those of the scan', () => {
  const results = scanResults(scanned({ data: { identifier: 'of the package', created_at: 'then', num_vulnerabilities: 0 } }))
  expect(results).toEqual({ num_vulnerabilities: 0, has_vulnerabilities: false })
})

test('an event that says nothing of a scan has no results, which is not the same as clean', () => {
  expect(scanResults(scanned({}))).toBeUndefined()
  expect(scanResults(scanned({ data: { vulnerability_scan_results_url: 'https://api.cloudsmith.io/v1/…' } }))).toBeUndefined()
  for (const odd of [null, 7, 'text', []]) {
    expect(scanResults({ ...scanned({ context: odd }), data: odd } as never)).toBeUndefined()
    expect(scanResults(scanned({ context: { vulnerability_scan_results: odd } }))).toBeUndefined()
  }
})
