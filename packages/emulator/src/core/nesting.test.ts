import { expect, test } from 'vitest'
import { story } from '../../test/story.ts'
import { isNestedDeeper } from './nesting.ts'

test.each<[string, boolean]>([
  ['[[[]]]', false],
  ['[[[[]]]]', true],
  ['{"a":[{"b":[]}]}', true],
  ['[[],[[]],[[]]]', false],
  ['["[[[[", "\\"[[[["]', false],
])('%s is nested deeper than three: %s', (json, isDeeper) => {
  expect(isNestedDeeper(json, 3)).toBe(isDeeper)
})

test('a body of a million lists in each other is refused', async () => {
  const { emulator } = story()
  const response = await emulator.fetch(`${emulator.origin}/repos/acme/`, {
    method: 'POST',
    headers: { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json' },
    body: '['.repeat(1_000_000) + ']'.repeat(1_000_000),
  })
  expect([response.status, await response.json()]).toMatchObject([
    400,
    { detail: 'JSON parse error - nested deeper than 200 levels' },
  ])
})
