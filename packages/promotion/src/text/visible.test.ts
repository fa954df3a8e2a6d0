import { expect, test } from 'vitest'
import { cell } from './markdown.ts'
import { visible } from './visible.ts'

test('F53 a name with line breaks and escape sequences has no line of its own, and moves no cursor', () => {
  expect(visible('ms\n::error ::pwned\u001b[2J\u202e')).toBe('ms\\n::error ::pwned\\u{1b}[2J\\u{202e}')
})

test('F53 a cell of a table stays one, mentions nobody and begins no markup', () => {
  expect(cell('a|b\n@team <b>`x`')).toBe('a&#124;b&#92;n&#64;team &#60;b&#62;&#96;x&#96;')
})
