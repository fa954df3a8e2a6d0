import { expect, test } from 'vitest'
import { marshal, type RubyValue } from './marshal.ts'

/** The output of Ruby itself: `Marshal.dump(…).unpack1("H*")`. */
test.each<[string, RubyValue, string]>([
  ['nothing', null, '0408 30'],
  ['yes', true, '0408 54'],
  ['no', false, '0408 46'],
  ['0', 0, '0408 69 00'],
  ['1', 1, '0408 69 06'],
  ['122', 122, '0408 69 7f'],
  ['123', 123, '0408 69 01 7b'],
  ['255', 255, '0408 69 01 ff'],
  ['256', 256, '0408 69 02 0001'],
  ['70,000', 70_000, '0408 69 03 701101'],
  ['text', 'ä', '0408 49 22 07 c3a4 06 3a 06 45 54'],
  ['a symbol', { symbol: 'runtime' }, '0408 3a 0c 72756e74696d65'],
  ['a list', [null, 1], '0408 5b 07 30 69 06'],
  ['a table', { hash: [[1, 2]] }, '0408 7b 06 69 06 69 07'],
  ['an object', { object: 'A', variables: [['@b', null]] }, '0408 6f 3a 06 41 06 3a 07 4062 30'],
  ['an object with marshal_load', { object: 'A', told: [] }, '0408 55 3a 06 41 5b 00'],
  ['an object with _load', { object: 'A', bytes: new Uint8Array([9]) }, '0408 75 3a 06 41 06 09'],
])('%s is written as Ruby writes it', (_, value, expected) => {
  expect(Buffer.from(marshal(value)).toString('hex')).toBe(expected.replaceAll(' ', ''))
})

test('text is as long as its bytes are, and not its characters', () => {
  const long = 'ö'.repeat(100)
  expect(Buffer.from(marshal(long)).subarray(2, 6).toString('hex')).toBe('492201c8')
})

test.each([-1, 1.5, 2 ** 30])('%s is a number that it does not write', (value) => {
  expect(() => marshal(value)).toThrow(RangeError)
})
