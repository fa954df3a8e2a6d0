import { expect, test } from 'vitest'
import type { PackageDetail } from '../generated/v1.ts'
import { scanResult } from './scan.ts'

const at = (minute: number) => `2026-01-01T00:${String(minute).padStart(2, '0')}:00Z`

const scanned = (security_scan_status: string | null, completed: number | undefined, synced = 10) =>
  ({
    security_scan_status,
    security_scan_completed_at: completed === undefined ? null : at(completed),
    sync_finished_at: at(synced),
  }) as PackageDetail

test.each([
  ['Scan Detected No Vulnerabilities', 'clean'],
  ['Scan Detected Vulnerabilities', 'vulnerable'],
  ['2 Vulnerabilities Detected', 'vulnerable'],
  ['1 Vulnerability Detected', 'vulnerable'],
  ['Security Scanning Failed', 'failed'],
])('%s since the synchronisation is the verdict %s', (status, verdict) => {
  expect(scanResult(scanned(status, 11))).toMatchObject({ verdict, status })
})

test.each(['Security Scanning Disabled', 'Security Scanning Skipped', 'Security Scanning Not Supported'])(
  '%s ends the wait without a scan',
  (status) => expect(scanResult(scanned(status, undefined))).toMatchObject({ verdict: 'unscannable', completedAt: undefined }),
)

test.each([null, '', 'Awaiting Security Scan', 'Security Scanning in Progress', 'a word of next year'])(
  '%j is not final',
  (status) => {
    expect(scanResult(scanned(status, 11))).toBeUndefined()
  },
)

test('F11 a scan that ended before the package was synchronised here is not its own', () => {
  expect(scanResult(scanned('Scan Detected No Vulnerabilities', 9))).toBeUndefined()
  expect(scanResult(scanned('Scan Detected No Vulnerabilities', undefined))).toBeUndefined()
})

test('a caller may say since when', () => {
  expect(scanResult(scanned('Scan Detected No Vulnerabilities', 9), new Date(at(8)))).toMatchObject({ verdict: 'clean' })
  expect(scanResult(scanned('Scan Detected No Vulnerabilities', 11), new Date(at(12)))).toBeUndefined()
})
