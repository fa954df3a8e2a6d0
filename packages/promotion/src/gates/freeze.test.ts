import { expect, test } from 'vitest'
import { known } from '../../test/knowledge.ts'
import { freeze } from './freeze.ts'

const weekend = { cron: '0 18 * * 5', lasts: '60 hours', zone: 'Europe/Berlin', reason: 'the weekend' }
const holidays = { from: '2026-12-20T00:00:00Z', to: '2027-01-02T00:00:00Z' }
const nightly = { cron: '0 0 * * *', lasts: '30 hours' }
const at = (moment: string, ...windows: Parameters<typeof freeze>[0]['windows']) =>
  freeze({ windows }).check({ ...known(), now: new Date(moment) })

test.each([
  ['before', '2026-12-19T23:59:59Z', undefined],
  ['at its beginning', '2026-12-20T00:00:00Z', '2027-01-02T00:00:00.000Z'],
  ['at its end', '2027-01-02T00:00:00Z', undefined],
])('%s of a fixed window', (_, moment, until) => {
  expect(at(moment, holidays)).toMatchObject(until ? { result: 'wait', cause: 'freeze', until } : { result: 'pass' })
})

test.each([
  ['winter', '2026-01-09T16:59:59Z', '2026-01-09T17:00:00Z', '2026-01-12T05:00:00.000Z'],
  ['summer', '2026-07-10T15:59:59Z', '2026-07-10T16:00:00Z', '2026-07-13T04:00:00.000Z'],
])('in %s a repeated window begins by the clock of its zone', (_, before, begin, until) => {
  expect(at(before, weekend)).toMatchObject({ result: 'pass' })
  expect(at(begin, weekend)).toMatchObject({ result: 'wait', for: 'the weekend', until })
  expect(at(new Date(Date.parse(until) - 1).toISOString(), weekend)).toMatchObject({ result: 'wait', until })
  expect(at(until, weekend)).toMatchObject({ result: 'pass' })
})

test('of overlapping windows, the one that ends last counts', () => {
  expect(at('2026-12-31T01:00:00Z', nightly, holidays)).toMatchObject({ until: '2027-01-02T00:00:00.000Z' })
  expect(at('2026-03-01T01:00:00Z', nightly)).toMatchObject({ until: '2026-03-02T06:00:00.000Z' })
})

test.each([
  [{ cron: 'often', lasts: '1 day' }, 'cannot be read'],
  [{ cron: '0 0 * * *', lasts: '1 day', zone: 'Mars/Olympus' }, 'Mars/Olympus cannot be read'],
  [{ cron: '0 0 * * *', lasts: 'long' }, 'not a duration'],
  [{ from: 'soon', to: '2026-01-01' }, 'not a date'],
])('%j is refused', (window, message) => {
  expect(() => freeze({ windows: [window] })).toThrow(message)
})
