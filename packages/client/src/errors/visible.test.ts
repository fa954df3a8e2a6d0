import { expect, test } from 'vitest'
import { visible } from './visible.ts'

test.each([
  ['a line break', 'No.\n::error::forged', 'No.\\n::error::forged'],
  ['a carriage return and a tab', 'a\r\tb', 'a\\r\\tb'],
  ['a NUL and an escape sequence', '\0\u001b[2K', '\\u{0}\\u{1b}[2K'],
  ['a character that turns the direction of reading', 'a\u202eb', 'a\\u{202e}b'],
  ['a separator of lines', 'a\u2028b', 'a\\u{2028}b'],
  ['half of a surrogate pair', 'a\ud800b', 'a\\u{d800}b'],
  ['letters, accents and emoji', 'Grüße ☃ 🎉', 'Grüße ☃ 🎉'],
])('%s', (_, text, shown) => expect(visible(text)).toBe(shown))

test('what is long is cut', () => {
  expect(visible('x'.repeat(5000))).toBe(`${'x'.repeat(1000)}…`)
})
