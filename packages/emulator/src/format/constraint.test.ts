import { expect, test } from 'vitest'
import { comparison, interval } from './constraint.ts'

test.each([
  ['', null, null],
  [' * ', null, null],
  ['1.0', '=', '1.0'],
  ['==1.0', '=', '1.0'],
  ['>= 1.0', '>=', '1.0'],
  ['<< 1:2.0-1~rc1', '<<', '1:2.0-1~rc1'],
  ['~=1.4', '~=', '1.4'],
  ['~>1.2', '~>', '1.2'],
  ['~1.2', 'matches', '~1.2'],
  ['===1.0', 'matches', '===1.0'],
  ['==1.*', 'matches', '==1.*'],
  ['>=1,<2', 'matches', '>=1,<2'],
])('comparison %j is %s %s', (text, operator, version) => {
  expect(comparison(text, '=')).toEqual({ operator, version })
})

test.each([
  ['1.0', '>=', '1.0'],
  ['[1.0]', '=', '1.0'],
  ['[1.0,)', '>=', '1.0'],
  ['(1.0, )', '>', '1.0'],
  ['(,1.0]', '<=', '1.0'],
  ['(,1.0)', '<', '1.0'],
  ['(,)', null, null],
  ['[1.0,2.0)', 'matches', '[1.0,2.0)'],
  ['(,1.0],[1.2,)', 'matches', '(,1.0],[1.2,)'],
  ['[]', 'matches', '[]'],
])('interval %j is %s %s', (text, operator, version) => {
  expect(interval(text, '>=')).toEqual({ operator, version })
})
