import { expect, test } from 'vitest'
import type { Identity } from '../repository/identity.ts'
import { newestOf } from './newest.ts'

const pkg = (format: string, version: string, more: Partial<Identity> = {}): Identity => ({
  format,
  name: 'a',
  version,
  filename: 'a',
  ...more,
})
const at = (present: readonly Identity[], countsPrereleases = true) =>
  newestOf(
    present.map((identity) => ({ identity, marked: false })),
    { countsPrereleases },
  )

test.each<[string, string, string[], string, string | undefined]>([
  ['a lower number', 'npm', ['1.9.0', '1.10.0'], '1.9.1', '1.10.0'],
  ['a higher number', 'npm', ['1.9.0'], '1.10.0', undefined],
  ['the same', 'npm', ['1.9.0'], '1.9.0', undefined],
  ['a pre-release of what is there', 'python', ['1.0'], '1.0rc1', '1.0'],
  ['a release after its pre-release', 'deb', ['1.0~beta1'], '1.0', undefined],
  ['an epoch', 'deb', ['1:1.0'], '2.0', '1:1.0'],
  ['what the format knows no order of', 'docker', ['2'], '1', undefined],
  ['no version of the format', 'npm', ['2.0.0'], 'latest', undefined],
])('F55 %s, in the order of the format', (_, format, present, version, above) => {
  expect(at(present.map((each) => pkg(format, each))).above(pkg(format, version))).toBe(above)
})

test('a pre-release is not the newest where the repository does not take it for the latest, and does not fall behind', () => {
  const present = [pkg('npm', '1.0.0'), pkg('npm', '2.0.0-rc.1')]
  expect(at(present).above(pkg('npm', '1.5.0'))).toBe('2.0.0-rc.1')
  expect(at(present, false).above(pkg('npm', '1.5.0'))).toBeUndefined()
  expect(at(present, false).above(pkg('npm', '0.9.0-rc.1'))).toBeUndefined()
  expect(at(present, false).moves([pkg('npm', '3.0.0-rc.1')])).toEqual([])
})

test('each distribution, and each group, has its newest', () => {
  const present = [
    pkg('deb', '2.0', { distribution: 'debian/bookworm' }),
    pkg('deb', '1.0', { distribution: 'debian/bullseye' }),
    pkg('maven', '5.0', { identifiers: { group_id: 'org.other' } }),
  ]
  const newest = at(present)
  expect(newest.above(pkg('deb', '1.5', { distribution: 'debian/bookworm' }))).toBe('2.0')
  expect(newest.above(pkg('deb', '1.5', { distribution: 'debian/bullseye' }))).toBeUndefined()
  expect(newest.above(pkg('maven', '1.0', { identifiers: { group_id: 'org.acme' } }))).toBeUndefined()
  expect(newest.moves([pkg('deb', '1.5', { distribution: 'debian/bullseye' })])).toMatchObject([
    { distribution: 'debian/bullseye', from: '1.0', to: '1.5', backwards: false },
  ])
})

test('what has no order is told where there is something to compare it with', () => {
  const newest = at([pkg('docker', '1'), pkg('npm', '1.0.0')])
  expect(newest.unordered([pkg('docker', '1')])).toEqual([])
  expect(newest.unordered([pkg('docker', '2'), pkg('npm', 'nightly')])).toEqual(['docker', 'npm'])
})
