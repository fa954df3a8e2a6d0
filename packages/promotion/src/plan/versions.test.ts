import { expect, test } from 'vitest'
import { compareVersions } from './versions.ts'

const ascending = [
  '0.9',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0',
  '1.0.1',
  '1.2',
  '1.10',
  '2',
]

test('versions have an order', () => {
  expect(ascending.toReversed().toSorted(compareVersions)).toEqual(ascending)
})

test.each([
  ['1.0', '1.0.0'],
  ['v1.0.0', '1.0.0'],
  ['1.0.0+build.1', '1.0.0+build.2'],
])('%s is as new as %s', (a, b) => {
  expect(compareVersions(a, b)).toBe(0)
})
