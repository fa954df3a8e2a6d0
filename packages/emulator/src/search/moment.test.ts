import { expect, test } from 'vitest'
import { parseMoment } from './moment.ts'

const now = new Date('2024-03-31T12:30:00Z')

test.each([
  ['now', '2024-03-31T12:30:00.000Z'],
  ['today', '2024-03-31T00:00:00.000Z'],
  ['yesterday', '2024-03-30T00:00:00.000Z'],
  ['1 day ago', '2024-03-30T12:30:00.000Z'],
  ['2  Weeks ago', '2024-03-17T12:30:00.000Z'],
  ['an hour ago', '2024-03-31T11:30:00.000Z'],
  ['1 month ago', '2024-02-29T12:30:00.000Z'],
  ['last year', '2023-03-31T12:30:00.000Z'],
])('%s is %s', (text, expected) => {
  const moment = parseMoment(text)
  expect(moment?.kind === 'relative' && new Date(moment.at(now)).toISOString()).toBe(expected)
})

test.each([
  ['2019-08-14', '2019-08-14T00:00:00.000Z', 86_400_000],
  ['2019-08-14T10:00:00Z', '2019-08-14T10:00:00.000Z', 0],
  ['2019-08-14 10:00 +02:00', '2019-08-14T08:00:00.000Z', 0],
  ['August 14, 2019', '2019-08-14T00:00:00.000Z', 86_400_000],
  ['August 14, 2019 EST', '2019-08-14T05:00:00.000Z', 86_400_000],
  ['14 Aug 2019', '2019-08-14T00:00:00.000Z', 86_400_000],
  ['Sept 1st 2019 9:05', '2019-09-01T09:05:00.000Z', 0],
])('%s is %s for %d ms', (text, at, length) => {
  expect(parseMoment(text)).toEqual({ kind: 'fixed', at: Date.parse(at), length })
})

test.each([
  '',
  '1',
  'day',
  '1 day',
  'last 3 days',
  '3 fortnights ago',
  '2019-02-30',
  '2019-13-01',
  'Foo 1, 2019',
  '2019-01-01T25:00',
  '2019-01-01 XYZ',
  'last day ago',
])('%j is no date', (text) => {
  expect(parseMoment(text)).toBeUndefined()
})
