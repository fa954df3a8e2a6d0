import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refusal } from '../core/errors.ts'
import type { Taken } from './differences.ts'
import { readQuery } from './query.ts'

const ignored = { isIgnoredWhereWrong: true } as const

const rule: Taken = {
  type: 'object',
  required: ['since'],
  properties: {
    since: { type: 'string', format: 'date-time' },
    page: { type: 'integer', ...ignored } as Taken,
    part: { type: 'integer' },
    match: { type: 'boolean' },
    sort: { type: 'array', items: { type: 'string', enum: ['name', '-name', 'size'] }, ...ignored } as Taken,
    format: { type: 'array', items: { type: 'string', enum: ['npm', 'deb'] } },
  },
}

function read(text: string): unknown {
  try {
    return readQuery(rule, new URLSearchParams(`since=2026-01-01&${text}`))
  } catch (error) {
    if (error instanceof Refusal) return (error.reply.body as { fields: unknown }).fields
    throw error
  }
}

const since = '2026-01-01'

test.each([
  ['page=2&part=-1', { since, page: 2, part: -1 }],
  ['page=first', { since }],
  ['page=1&page=2', { since, page: 2 }],
  ['part=one', { part: ['A valid integer is required.'] }],
  ['match=True', { since, match: true }],
  ['match=0', { since, match: false }],
  ['match=constructor', { match: ['Must be a valid boolean.'] }],
  ['sort=-name,nonsense,size', { since, sort: '-name,size' }],
  ['format=npm&format=deb', { since, format: 'npm,deb' }],
  ['format=npm,', { format: { 1: ['"" is not a valid choice.'] } }],
  ['since=', { since: ['Datetime has wrong format.'] }],
  ['nonsense=1', { since }],
])('%s', (text, expected) => {
  expect(read(text)).toEqual(expected)
})

test('what is required is missed', () => {
  expect(() => readQuery(rule, new URLSearchParams())).toThrow('{"since":["This field is required."]}')
})

test('whatever is sent is read or refused, never a crash', () => {
  fc.assert(
    fc.property(fc.string(), (text) => void read(['page', 'match', 'sort', 'since'].map((name) => `${name}=${text}`).join('&'))),
  )
})
