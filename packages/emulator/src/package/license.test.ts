import { expect, test } from 'vitest'
import type { PackageRecord } from '../world/records.ts'
import { licenseOf } from './license.ts'

const under = (license: string, byHand?: PackageRecord['license']) =>
  ({ content: { facts: { license } }, license: byHand }) as unknown as PackageRecord

test.each([
  ['GPLv3', 'GNU General Public License v3.0 only', 'GPL-3.0-only', true],
  ['MIT or CC-BY-NC-4.0', 'MIT OR CC-BY-NC-4.0', 'MIT OR CC-BY-NC-4.0', false],
  ['Apache-2.0 WITH LLVM-exception', 'Apache-2.0 WITH LLVM-exception', 'Apache-2.0 WITH LLVM-exception', true],
  ['MIT AND Proprietary', 'MIT AND Proprietary', null, false],
  ['UNLICENSED', 'UNLICENSED', null, false],
])('%s', (raw, license, spdx, isOsiApproved) => {
  expect(licenseOf(under(raw))).toMatchObject({ raw, license, spdx, isOsiApproved })
})

test('a licence is read once, however often its package is listed', () => {
  const pkg = under('(MIT OR Apache-2.0) AND ISC')
  expect(licenseOf(pkg).expression).toBe(licenseOf(pkg).expression)
})

test('what somebody sets by hand counts from then on', () => {
  const pkg = under('MIT')
  expect(licenseOf(pkg).spdx).toBe('MIT')
  pkg.license = { spdx: 'ISC', override: null }
  expect(licenseOf(pkg)).toMatchObject({ raw: 'MIT', spdx: 'ISC' })
})
