import { describe, expect, test } from 'vitest'
import { compiled, searchable } from './fixture.ts'
import type { Searchable } from './searchable.ts'

const now = new Date('2024-06-20T00:00:00Z')
const finds = (query: string, given: Partial<Searchable> = {}) => compiled(query)(searchable(given), now)

/** A query, a package, and whether it is found. */
type Case = [string, Partial<Searchable>, boolean]

describe.each<[string, Case[]]>([
  [
    'text',
    [
      ['name:ODAS', {}, true],
      ['name:^dash', {}, false],
      ['name:^lo*sh$', {}, true],
      ['name:x', { name: null }, false],
      ['checksum:C0FFEE', {}, true],
      ['license:^mit$', {}, true],
    ],
  ],
  [
    'tags',
    [
      ['tag:release', { tags: { info: ['release-7'], version: ['latest'] } }, true],
      ['tag:^release$', { tags: { info: ['release-7'] } }, false],
      ['tag:~latest', { tags: { info: ['a'], version: ['latest'] } }, false],
      ['tag:*', {}, false],
    ],
  ],
  [
    'a bare word',
    [
      ['.tgz', {}, true],
      ['4.17', {}, true],
      ['~canary', { tags: { info: ['canary'] } }, false],
      ['MIT', {}, false],
    ],
  ],
  [
    'words that are meant whole',
    [
      ['format:go', { format: 'cargo' }, false],
      ['format:go*', { format: 'go' }, true],
      ['architecture:x86_64', { architectures: [{ name: 'arm64' }, { name: 'x86_64' }] }, true],
      ['status:completed', {}, true],
      ['status:completed', { status_str: 'Quarantined', is_quarantined: true }, false],
      ['status:hidden', { is_hidden: true }, true],
      ['severity:critical', { max_severity: 'Critical' }, true],
    ],
  ],
  [
    'versions',
    [
      ['version:4.17', {}, false],
      ['version:1.0', { version: '1.0.0' }, true],
      ['version:^4.17', {}, true],
      ['version:4.*1', {}, true],
      ['version:>4.9', {}, true],
      ['version:<=4.17.21', {}, true],
      ['version:~=4.17.0', {}, true],
      ['version:~=4.16.0', {}, false],
      ['version:~=4.1', {}, true],
      ['version:~=4.18.0', {}, false],
      ['version:~=1.1.0', { version: '1.2.0-rc.1' }, false],
      ['version:<2.0.0', { version: '2.0.0-rc.1' }, true],
      ['version:1.0-rc1', { format: 'maven', version: '1.0.0.CR1' }, true],
      ['version:SNAPSHOT', { format: 'maven', version: '1.0-SNAPSHOT' }, true],
      ['version:>1.0', { format: 'python', version: '1.0.post1' }, true],
      ['version:>9.0', { format: 'deb', version: '1:2.0-1' }, true],
      ['version:nightly', { version: 'nightly-7' }, true],
      ['version:>nightly', { version: 'nightly-7' }, false],
      ['version:nightly.', { version: 'nightly.7' }, true],
      ['version:nightly.', { version: 'nightly-7' }, false],
      ['version:5afba', { format: 'docker', version: '005afba1' }, true],
      ['version:1.0', { version: null }, false],
    ],
  ],
  [
    'numbers',
    [
      ['size:1000', {}, true],
      ['size:>=1000', {}, true],
      ['size:>1000', {}, false],
      ['downloads:0', { downloads: 0 }, true],
      ['vulnerabilities:>0', { num_vulnerabilities: 2 }, true],
      ['vulnerabilities:>0', {}, false],
    ],
  ],
  [
    'dates',
    [
      [`uploaded:>'1 day ago'`, {}, false],
      ['uploaded:2024-06-15', {}, true],
      ['uploaded:2024-06-14', {}, false],
      [`uploaded:'June 15, 2024 EST'`, {}, true],
      ['uploaded:<2024-06-15', {}, false],
      [`last_downloaded:>'1 year ago'`, { last_downloaded_at: '2024-01-01T00:00:00Z' }, true],
      [`last_downloaded:'1 day ago'`, {}, false],
    ],
  ],
  [
    'dependencies',
    [
      ['dependency:log4j<2.0.0', { format: 'maven', dependencies: [{ name: 'log4j', version: '2.0-beta9' }] }, true],
      [
        'dependency:log4j<2.0.0',
        {
          dependencies: [
            { name: 'log4j', version: '2.1.0' },
            { name: 'other', version: '1.0.0' },
          ],
        },
        false,
      ],
      ['dependency:log4j<2.0.0', { dependencies: [{ name: 'log4j', version: null }] }, false],
      ['dependency:log4j', {}, false],
    ],
  ],
  ['flags', [['deny_policy_violated:~true', {}, true]]],
  [
    'booleans',
    [
      ['', {}, true],
      ['name:lodash AND version:>4', {}, true],
      ['name:lodash size:1', {}, false],
      ['name:x OR name:lodash size:1', {}, false],
      ['(name:x OR name:lodash) size:1000', {}, true],
    ],
  ],
])('%s', (_kind, cases) => {
  test.each(cases)('%s on %j: %s', (query, given, found) => {
    expect(finds(query, given)).toBe(found)
  })
})

test('one compiled query follows the clock', () => {
  const recent = compiled(`uploaded:>'1 week ago'`)
  expect(recent(searchable(), new Date('2024-06-16T00:00:00Z'))).toBe(true)
  expect(recent(searchable(), new Date('2024-07-16T00:00:00Z'))).toBe(false)
})
