import fc from 'fast-check'
import { expect, test } from 'vitest'
import { searchable } from './fixture.ts'
import { sorter } from './sort.ts'

const a = searchable({ name: 'a', version: '1.10.0', size: 3, downloads: 1, uploaded_at: '2024-01-01T00:00:00Z' })
const b = searchable({
  name: 'B',
  version: '1.9.0',
  size: 1,
  downloads: 1,
  uploaded_at: '2024-01-01T00:00:00.5Z',
  status_str: 'Failed',
})
const c = searchable({ name: 'c', version: '2.0.0-rc.1', size: 2, downloads: 5, uploaded_at: '2023-12-31T23:00:00-02:00' })

const order = (sort?: string) =>
  sorter(sort)([a, b, c])
    .map(({ name }) => name)
    .join('')

test.each([
  [undefined, 'cBa'],
  ['date', 'aBc'],
  ['name', 'aBc'],
  ['-name', 'cBa'],
  ['version', 'Bac'],
  ['size', 'Bca'],
  ['downloads,-size', 'aBc'],
  ['-downloads, size', 'cBa'],
  ['status,name', 'acB'],
  ['format', 'aBc'],
  ['colour', 'cBa'],
  ['constructor,name', 'aBc'],
])('sort=%s gives %s', (sort, expected) => {
  expect(order(sort)).toBe(expected)
})

test('a key that comes again decides nothing, and takes no time', () => {
  let reads = 0
  const counted = {
    ...a,
    get size() {
      reads += 1
      return 1
    },
  }
  expect(sorter(`name,-size,${'size,-name,'.repeat(10_000)}size`)([counted, b])).toEqual([counted, b])
  expect(reads).toBe(1)
})

test('scans sort by their state and by their time, the unscanned first', () => {
  const scanned = searchable({
    security_scan_status: 'Scan Detected Vulnerabilities',
    security_scan_completed_at: '2024-01-01T00:00:00Z',
  })
  const waiting = searchable({ security_scan_status: 'Awaiting Security Scan' })
  expect(sorter('scan')([scanned, waiting])).toEqual([waiting, scanned])
  expect(sorter('scan_date')([scanned, waiting])).toEqual([waiting, scanned])
  expect(sorter('-scan_date')([waiting, scanned])).toEqual([scanned, waiting])
})

test('versions of one format stay together', () => {
  const maven = searchable({ format: 'maven', version: '0.1' })
  expect(sorter('version')([a, maven, b])).toEqual([maven, b, a])
})

test('sorting changes nothing but the order, and keeps the given order of equals', () => {
  const packages = fc.array(fc.record({ size: fc.nat(3), downloads: fc.nat(3) }).map(searchable))
  fc.assert(
    fc.property(packages, (given) => {
      const sorted = sorter('size')(given)
      expect(sorted).toEqual(given.toSorted((one, other) => one.size - other.size))
    }),
  )
})
