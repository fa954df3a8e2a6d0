import { expect, test } from 'vitest'
import { hostFunctions } from './host-functions.ts'

const now = Date.parse('2026-03-01T00:00:00Z')
const functions = hostFunctions(() => now)

test('versions are compared as SemVer, and what is none has no result', () => {
  const compare = functions['semver.compare']
  expect([compare('1.2.3', '1.10.0'), compare('2.0.0', '2.0.0-rc.1'), compare('1', '2')]).toEqual([-1, 1, undefined])
  expect(functions['semver.is_valid']('1.0')).toBe(false)
})

test('times are in nanoseconds, by the clock that is given', () => {
  expect(functions['time.now_ns']()).toBe(now * 1e6)
  const read = functions['time.parse_rfc3339_ns']
  const texts = ['2026-03-01T01:00:00+01:00', '2026-03-01t00:00:00z', '2026-03-01', 'soon']
  expect(texts.map(read)).toEqual([now * 1e6, now * 1e6, undefined, undefined])
  const duration = functions['time.parse_duration_ns']
  expect(['1h30m', '-1.5s', '0', '3 days'].map(duration)).toEqual([5400e9, -1.5e9, 0, undefined])
  expect(functions['time.add_date'](now * 1e6, 0, -1, 0)).toBe(Date.parse('2026-02-01T00:00:00Z') * 1e6)
})

test('days and hours are those of a zone, or else of UTC', () => {
  const there = [now * 1e6, 'America/New_York'] as const
  expect([functions['time.date'](now * 1e6), functions['time.date'](there)]).toEqual([
    [2026, 3, 1],
    [2026, 2, 28],
  ])
  expect([functions['time.clock'](now * 1e6), functions['time.clock'](there)]).toEqual([
    [0, 0, 0],
    [19, 0, 0],
  ])
  expect([functions['time.weekday'](now * 1e6), functions['time.weekday'](there)]).toEqual(['Sunday', 'Saturday'])
})
