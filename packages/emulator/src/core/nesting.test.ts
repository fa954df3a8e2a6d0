import { expect, test } from 'vitest'
import { createEmulator } from '../emulator.ts'
import { excessOf } from './nesting.ts'

test.each<[string, boolean]>([
  ['[[[]]]', false],
  ['[[[[]]]]', true],
  ['{"a":[{"b":[]}]}', true],
  ['[[],[[]],[[]]]', false],
  ['["[[[[", "\\"[[[["]', false],
])('%s is nested deeper than three: %s', (json, isDeeper) => {
  expect(excessOf(json, { depth: 3, values: 100 })).toBe(isDeeper ? 'nested deeper than 3 levels' : undefined)
})

test.each<[string, boolean]>([
  ['[1,2,3]', false],
  ['[1,2,3,4]', true],
  ['{"a":{},"b":1}', false],
  ['{"a":{},"b":[]}', true],
  ['[",,,,,[[{{",2,3]', false],
])('%s is more than three values and what holds them: %s', (json, hasMore) => {
  expect(excessOf(json, { depth: 9, values: 3 })).toBe(hasMore ? 'more than 3 values' : undefined)
})

test.each<[string, number, string, string]>([
  [
    'of lists in each other',
    400,
    'JSON parse error - nested deeper than 200 levels',
    '['.repeat(1_000_000) + ']'.repeat(1_000_000),
  ],
  ['of values', 400, 'JSON parse error - more than 200000 values', `[${'1,'.repeat(200_001)}1]`],
  ['of one text', 413, 'The JSON is longer than the 16777216 characters that are read.', JSON.stringify('x'.repeat(2 ** 24))],
])('a body %s without end is refused', async (_what, status, detail, body) => {
  // Not checked against the API description, which has no 413.
  const emulator = createEmulator()
  const headers = { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json' }
  for (const sent of [body, ReadableStream.from([Buffer.from(body)])]) {
    const init = { method: 'POST', headers, body: sent, duplex: 'half' } as RequestInit
    const response = await emulator.fetch(`${emulator.origin}/repos/acme/`, init)
    expect([response.status, await response.json()]).toEqual([status, { detail }])
  }
})
