import type { Package } from '@cloudsmith-sdk/client'
import { expect, test } from 'vitest'
import { rowOf } from './row.ts'

const pkg = (over: object) =>
  ({
    slug_perm: 'a',
    license: 'MIT',
    tags: { info: ['beta'] },
    identifiers: {},
    architectures: [],
    files: [],
    ...over,
  }) as unknown as Package

test('rows keep once what they have in common', () => {
  const [first, second] = [pkg({}), pkg({ slug_perm: 'b' })].map(rowOf)
  expect(second?.identifiers).toBe(first?.identifiers)
  expect(second?.architectures).toBe(first?.architectures)
  expect(Object.isFrozen(second?.identifiers)).toBe(true)
})

test.each([
  ['other values', { identifiers: { deb: 'x' } }, { identifiers: { deb: 'y' } }],
  ['fewer of them', { identifiers: { deb: 'x', rpm: 'y' } }, { identifiers: { deb: 'x' } }],
  ['more of them', { identifiers: { deb: 'x' } }, { identifiers: { deb: 'x', rpm: 'y' } }],
  ['other names', { identifiers: { deb: 'x' } }, { identifiers: { rpm: 'x' } }],
  ['names that every object inherits', { identifiers: {} }, { identifiers: JSON.parse('{"__proto__":{}}') }],
  ['none at all', { identifiers: {} }, { identifiers: null }],
  ['lists inside of an object', { tags: { info: ['beta'] } }, { tags: { info: ['next'] } }],
  ['another text', { license: 'MIT' }, { license: 'MIT-0' }],
])('and each its own where they differ: %s', (_, before, after) => {
  rowOf(pkg(before))
  expect(rowOf(pkg(after))).toMatchObject(after)
})
