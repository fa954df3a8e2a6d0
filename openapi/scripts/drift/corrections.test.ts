import { expect, test } from 'vitest'
import { compareOperations } from './compare.ts'
import { applyCorrections } from './corrections.ts'
import { countChanges } from './report.ts'
import { answering, object } from './testing.ts'

const string = { type: 'string' }
const drifts = compareOperations(answering(object({})), answering(object({ a: string, b: string })))

test.each([
  ['of this operation', 'things_list response.a', 1],
  ['of any operation', '* response.a', 1],
  ['of any place', 'things_list *', 2],
  ['of another operation', 'things_create response.a', 0],
  ['of a place further inside', 'things_list response.a.b', 0],
])('a correction %s', (_, entry, count) => {
  const { explained, unexplained } = applyCorrections(drifts, [entry])

  expect(countChanges(explained)).toBe(count)
  expect(countChanges(unexplained)).toBe(2 - count)
})
