import { expect, test } from 'vitest'
import { momentOf } from './moment.ts'

test.each([
  ['2027-02-28', '2027-02-28T00:00:00.000Z'],
  ['2028-02-29', '2028-02-29T00:00:00.000Z'],
  ['2027-02-28T23:30:00+02:00', '2027-02-28T21:30:00.000Z'],
  ['2027-02-28T08:00Z', '2027-02-28T08:00:00.000Z'],
])('%s is a moment', (text, moment) => {
  expect(momentOf(text)?.toISOString()).toBe(moment)
})

test.each([
  '2027-02-29',
  '2027-02-30',
  '2027-04-31T00:00:00Z',
  '2027-13-01',
  '2027-00-10',
  '2027-01-00',
  '2027-01-01T24:30:00Z',
  '2027-01-01T00:00:00+99:00',
  // In which zone?
  '2027-01-01T00:00:00',
  '2027-1-1',
  '01.02.2027',
  'next year',
  ' 2027-01-01',
  '',
])('%j is none', (text) => {
  expect(momentOf(text)).toBeUndefined()
})
