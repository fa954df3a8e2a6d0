import type { Package, Severity, Vulnerability } from '@cloudsmith-sdk/client'
import { type Knowledge, knowledgeOf } from '../src/gates/knowledge.ts'

/** Noon of the day on which everything here happens. */
export const now = new Date('2026-01-10T12:00:00Z')

/** A package that every gate lets through. */
export const row = (change: Partial<Package> = {}): Package =>
  ({
    format: 'npm',
    name: 'ms',
    version: '2.1.3',
    filename: 'ms-2.1.3.tgz',
    slug_perm: 'abcdefghijkl',
    uploader: 'alice',
    uploaded_at: '2026-01-08T12:00:00Z',
    sync_finished_at: '2026-01-09T12:00:00Z',
    security_scan_status: 'Scan Detected No Vulnerabilities',
    security_scan_completed_at: '2026-01-09T12:05:00Z',
    is_malware_detected: false,
    is_quarantined: false,
    policy_violated: false,
    status_reason: null,
    vulnerability_counts: null,
    license: 'MIT',
    raw_license: 'MIT',
    spdx_license: 'MIT',
    tags: { info: ['tested'], version: ['latest'] },
    ...change,
  }) as Package

/** What is known of it. */
export const known = (change: Partial<Package> = {}, more: Partial<Knowledge> = {}): Knowledge =>
  knowledgeOf(row(change), now, more)

/** Something that a scan found. */
export const finding = (vulnerability_id: string, severity: Severity, fixed = false): Vulnerability =>
  ({ vulnerability_id, severity, fixed_version: fixed ? { version: '9.9.9' } : null }) as Vulnerability

/** What is known of a package whose scan found something. */
export const vulnerable = (findings: readonly Vulnerability[] | undefined, more: Partial<Knowledge> = {}): Knowledge =>
  known({ security_scan_status: 'Scan Detected Vulnerabilities' }, { findings, ...more })
