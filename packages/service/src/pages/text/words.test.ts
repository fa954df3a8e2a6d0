import { expect, test } from 'vitest'
import { span } from './words.ts'

test.each([
  [0, '0 s'],
  [59.4, '59 s'],
  [59.6, '1 min'],
  [3_569, '59 min'],
  [3_599, '1 h'],
  [47 * 3_600, '47 h'],
  [2 * 86_400 - 1, '2 days'],
  [2 * 86_400, '2 days'],
  [12.6 * 86_400, '13 days'],
])('%d seconds are told as %s: never as so many of a unit that they make one of the next', (seconds, told) => {
  expect(span(seconds)).toBe(told)
})
