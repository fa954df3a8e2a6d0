import { compile, type Predicate } from './compile.ts'
import { parseQuery } from './parse.ts'
import type { Searchable } from './searchable.ts'

/** A package for tests: lodash as on npm, with the given fields. */
export function searchable(given: Partial<Searchable> = {}): Searchable {
  return {
    name: 'lodash',
    filename: 'lodash-4.17.21.tgz',
    version: '4.17.21',
    format: 'npm',
    repository: 'dev',
    tags: {},
    architectures: [],
    package_type: 1,
    size: 1000,
    downloads: 0,
    uploaded_at: '2024-06-15T12:00:00.000000Z',
    status_str: 'Completed',
    is_quarantined: false,
    is_hidden: false,
    is_sync_completed: true,
    is_sync_failed: false,
    is_sync_in_progress: false,
    checksum_md5: '',
    checksum_sha1: null,
    checksum_sha256: 'c0ffee',
    checksum_sha512: null,
    identifiers: {},
    license: 'MIT License',
    spdx_license: 'MIT',
    policy_violated: false,
    security_scan_status: 'Scan Detected No Vulnerabilities',
    security_scan_completed_at: null,
    ...given,
  }
}

/** A compiled query for tests. @throws {Error} if it is invalid */
export function compiled(query: string): Predicate {
  return compile(parseQuery(query, ({ message }) => new Error(message)))
}
