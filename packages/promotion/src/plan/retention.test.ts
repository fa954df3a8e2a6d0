import type { RetentionRules } from '@cloudsmith-sdk/client'
import { expect, test } from 'vitest'
import { type Kept, retentionLosses } from './retention.ts'

const rules = (change: Partial<RetentionRules>): RetentionRules => ({
  retention_enabled: true,
  retention_count_limit: 0,
  retention_days_limit: 0,
  retention_size_limit: 0,
  retention_group_by_name: false,
  retention_group_by_format: false,
  retention_group_by_package_type: false,
  retention_package_query_string: null,
  ...change,
})

const kept = (name: string, version: string, day: number, change: Partial<Kept> = {}): Kept => ({
  package: { format: 'npm', name, version, filename: `${name}-${version}.tgz` },
  slugPerm: `${name}${version}`,
  uploadedAt: new Date(Date.UTC(2026, 0, day)).toISOString(),
  size: 10,
  type: 1,
  arrives: false,
  ...change,
})

const packages = [kept('a', '1', 1), kept('a', '2', 2), kept('b', '1', 3), kept('a', '3', 9, { arrives: true })]

test.each<[string, Partial<RetentionRules>, string[]]>([
  ['disabled rules', { retention_enabled: false, retention_count_limit: 1 }, []],
  ['limits of zero', {}, []],
  ['a count', { retention_count_limit: 2 }, ['a2 count', 'a1 count']],
  ['a count by name', { retention_count_limit: 2, retention_group_by_name: true }, ['a1 count']],
  ['an age', { retention_days_limit: 7 }, ['a1 days']],
  ['a size, which keeps the highest versions', { retention_size_limit: 20 }, ['b1 size', 'a1 size']],
  ['the newest, which stays whatever its size', { retention_size_limit: 1 }, ['b1 size', 'a2 size', 'a1 size']],
])('%s', (_, change, losses) => {
  expect(retentionLosses(rules(change), packages).map(({ slugPerm, rule }) => `${slugPerm} ${rule}`)).toEqual(losses)
})

test('a group to which nothing comes is left as it is', () => {
  const without = packages.filter(({ package: { name }, arrives }) => name === 'b' || arrives)
  const limits = rules({ retention_count_limit: 1, retention_group_by_name: true })
  expect(retentionLosses(limits, [...without, kept('b', '0', 1)])).toEqual([])
})

test('what comes may go at once', () => {
  const late = [kept('a', '2', 9), kept('a', '1', 1, { arrives: true })]
  expect(retentionLosses(rules({ retention_count_limit: 1 }), late)).toMatchObject([{ slugPerm: null, rule: 'count' }])
})

test('a size keeps the highest versions by the order of their format', () => {
  const python = (version: string, day: number, arrives = false) =>
    kept('a', version, day, { arrives, package: { format: 'python', name: 'a', version, filename: `a-${version}.whl` } })
  const losses = retentionLosses(rules({ retention_size_limit: 10 }), [
    python('1.0rc1', 2),
    python('1.0', 1),
    python('0.9', 3, true),
  ])
  expect(losses.map(({ package: { version } }) => version)).toEqual(['1.0rc1'])
})
