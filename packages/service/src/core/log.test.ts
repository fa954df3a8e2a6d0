import { expect, test } from 'vitest'
import { describeError } from './errors.ts'
import { createLog } from './log.ts'
import { createRedactor } from './redactor.ts'

test('a line tells when, how bad, what and why, without a stack or a secret in any form', () => {
  const lines: string[] = []
  const redactor = createRedactor()
  redactor.hide('a "secret" with spaces')
  redactor.hide('abc')
  const log = createLog({ write: (line) => lines.push(line), redactor, level: 'info', now: () => 0 }).with({ pipeline: 'acme' })
  log.debug('not told')
  const error = new Error('it failed', { cause: new Error('key a "secret" with spaces was refused') })
  log.warn('a check failed', { error, url: `https://x/?key=${encodeURIComponent('a "secret" with spaces')}`, short: 'abc' })
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    {
      ...{ time: '1970-01-01T00:00:00.000Z', level: 'warn', message: 'a check failed', pipeline: 'acme', short: 'abc' },
      url: 'https://x/?key=…',
      error: 'it failed Because: key … was refused',
    },
  ])
  expect(lines[0]?.endsWith('}\n')).toBe(true)
})

test.each([
  [
    new AggregateError([new Error('refused at ::1'), new Error('refused at 127.0.0.1')], ''),
    'refused at ::1; refused at 127.0.0.1',
  ],
  [{ message: 'an object', code: 'E' }, 'an object'],
  [{ code: 'ECONNREFUSED' }, 'ECONNREFUSED'],
  [{}, 'it gave no reason'],
  ['a text', 'a text'],
  [new Error('outer', { cause: new Error('outer') }), 'outer'],
])('of whatever was thrown there is a sentence: %#', (error, expected) => {
  expect(describeError(error)).toBe(expected)
})
