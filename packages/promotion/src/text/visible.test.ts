import { expect, test } from 'vitest'
import { markdownCell } from './markdown-cell.ts'
import { visible, visibleLines } from './visible.ts'

test('F53 a name with line breaks and escape sequences has no line of its own, and moves no cursor', () => {
  expect(visible('ms\n::error ::pwned\u001b[2J\u202e')).toBe('ms\\n::error ::pwned\\u{1b}[2J\\u{202e}')
  expect(visible('half a character: \ud83d')).toBe('half a character: \\u{d83d}')
  expect(visibleLines(['one\ntwo', '  three'])).toBe('one\\ntwo\n  three')
})

test.each([
  ['::error ::pwned', '\\u{3a}:error ::pwned'],
  ['    ::set-output name=a::b', '    \\u{3a}:set-output name=a::b'],
  ['a ##[error]b', 'a \\u{23}#[error]b'],
  ['a ##vso[task.complete]', 'a \\u{23}#vso[task.complete]'],
  ['Acme::Core # 1 ## 2', 'Acme::Core # 1 ## 2'],
])('F53 %s is no command to the runner that prints it', (text, expected) => {
  expect(visible(text)).toBe(expected)
})

test('F53 what is visible stays as it is when it is made so again', () => {
  const once = visible('::a\n##[b]\u001b')
  expect(visible(once)).toBe(once)
})

test('F53 a cell of a table stays one, mentions nobody and begins no markup', () => {
  expect(markdownCell('a|b\n@team <b>`x`')).toBe('a&#124;b&#92;n&#64;team &#60;b&#62;&#96;x&#96;')
})
