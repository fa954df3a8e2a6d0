import { expect, test } from 'vitest'
import { normalised } from './normalise.ts'

const rule = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    at: { type: 'string', format: 'date-time' },
    secret: { type: 'string', format: 'password' },
    tags: { type: 'array', items: { type: 'string' } },
    inner: { type: 'object', properties: { name: { type: 'string' } } },
    anything: {},
  },
} as const

test.each([
  ['texts lose white space around them', { name: '\n a  b \t' }, { name: 'a  b' }],
  ['so do those in lists and objects', { tags: [' a '], inner: { name: ' b' } }, { tags: ['a'], inner: { name: 'b' } }],
  ['secrets keep theirs', { secret: ' s ' }, { secret: ' s ' }],
  ['what is not described does, too', { anything: { a: ' b ' }, other: ' c ' }, { anything: { a: ' b ' }, other: ' c ' }],
  ['moments come in UTC', { at: '2026-01-01T02:00:00+02:00' }, { at: '2026-01-01T00:00:00Z' }],
  ['with what is less than a second', { at: '2026-01-01T00:00:00.25Z' }, { at: '2026-01-01T00:00:00.250Z' }],
  ['what is no moment stays for the check to see', { at: 'tomorrow' }, { at: 'tomorrow' }],
  ['so does what is of another type', { name: 1, tags: 'a', inner: null }, { name: 1, tags: 'a', inner: null }],
])('%s', (_, given, expected) => {
  expect(normalised(rule, given)).toEqual(expected)
})
