import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseIni } from './ini.ts'

const read = (text: string) => Object.fromEntries([...parseIni(text)].map(([name, values]) => [name, Object.fromEntries(values)]))

/** What Python's configparser (3.11, without interpolation, with case-sensitive keys) reads from the same text. */
describe('reads what configparser reads', () => {
  test.each<[string, string, object]>([
    ['a value', '[default]\napi_key = abc\n', { default: { api_key: 'abc' } }],
    ['a colon', '[default]\napi_key: abc\n', { default: { api_key: 'abc' } }],
    ['a colon first', '[default]\napi_host: https://x=y\n', { default: { api_host: 'https://x=y' } }],
    ['an equals sign first', '[default]\napi_host = https://x:1\n', { default: { api_host: 'https://x:1' } }],
    ['no comment within a line', '[default]\napi_key = a#b ; c\n', { default: { api_key: 'a#b ; c' } }],
    ['comments on lines of their own', '# x\n; y\n[default]\n  # z\napi_key=abc\n', { default: { api_key: 'abc' } }],
    ['line ends of Windows', '[default]\r\napi_key = abc\r\n', { default: { api_key: 'abc' } }],
    ['no last line end', '[default]\napi_key = abc', { default: { api_key: 'abc' } }],
    ['a value of several lines', '[default]\napi_key = abc\n  api_host = x\n', { default: { api_key: 'abc\napi_host = x' } }],
    ['keys that are all indented', '[default]\n  a = 1\n  b = 2\n', { default: { a: '1', b: '2' } }],
    ['keys that are indented less and less', '[default]\n    a = 1\n  b = 2\n', { default: { a: '1', b: '2' } }],
    ['something after a section', '[default] ; tail\na = 1\n', { default: { a: '1' } }],
    ['dots in a section', '[default]\na = 1\n[profile:x.y]\nb = 2\n', { default: { a: '1' }, 'profile:x.y': { b: '2' } }],
    ['capitals', '[default]\nAPI_KEY = a\napi_key = b\n', { default: { API_KEY: 'a', api_key: 'b' } }],
    ['nothing', '[default]\napi_key =\n', { default: { api_key: '' } }],
    [
      'text that looks like a type',
      '[default]\na = true\nb = 0123\nc = null\n',
      { default: { a: 'true', b: '0123', c: 'null' } },
    ],
    ['a number in quotes', "[default]\na = '12e3'\n", { default: { a: '12e3' } }],
    ['no interpolation', '[default]\na = %(b)s 100%\n', { default: { a: '%(b)s 100%' } }],
    ['a name that looks like a list', '[default]\na[] = 1\n', { default: { 'a[]': '1' } }],
    ['no escapes', '[default]\na = x\\\\;y\\n\n', { default: { a: 'x\\\\;y\\n' } }],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test('names that JavaScript keeps for itself', () => {
    const sections = parseIni('[__proto__]\n__proto__ = 1\nconstructor = 2\n')

    expect([...(sections.get('__proto__') ?? [])]).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ])
  })

  test.each([
    ['a key before any section', 'api_key = s3cret\n', 'line 1 comes before the first [section]'],
    ['a section without its end', '[default\n', 'line 1 comes before the first [section]'],
    ['a line that is neither', '[default]\n\ns3cret\n', 'line 3 is neither [section] nor key = value'],
    ['no key', '[default]\n= s3cret\n', 'line 2 is neither [section] nor key = value'],
    ['a key twice', '[default]\na = s3cret\na = s3cret\n', 'line 3 repeats a key of its section'],
    ['a section twice', '[default]\na = 1\n[default]\n', 'line 3 repeats an earlier section'],
  ])('refuses %s, by its line and without its text', (_, text, message) => {
    expect(() => parseIni(text)).toThrow(new SyntaxError(message))
  })
})

describe('is kinder than configparser', () => {
  test.each([
    ['"abc"', 'abc'],
    ["'abc'", 'abc'],
    ['""abc""', '"abc"'],
    ['"', '"'],
    ['"abc\'', '"abc\''],
    ['""', ''],
  ])('%s is %s', (written, value) => {
    expect(read(`[default]\napi_key = ${written}\n`)).toEqual({ default: { api_key: value } })
  })

  test('a byte order mark is no part of the first section', () => {
    expect(read('\uFEFF[default]\na = 1\n')).toEqual({ default: { a: '1' } })
  })
})

test('what is written is what is read', () => {
  const word = fc.stringMatching(/^[\w.@%$-]([\w .@%$#;-]*[\w.@%$-])?$/)
  const file = fc.dictionary(word, fc.dictionary(word, word, { minKeys: 1, noNullPrototype: true }), { noNullPrototype: true })
  fc.assert(
    fc.property(file, fc.constantFrom('=', ' = ', ':', ' : '), fc.constantFrom('\n', '\r\n'), (sections, delimiter, end) => {
      const lines = Object.entries(sections).flatMap(([name, values]) => [
        `[${name}]`,
        ...Object.entries(values).map(([key, value]) => `${key}${delimiter}${value}`),
      ])
      const found = [...parseIni(lines.join(end))].map(([name, values]) => [name, [...values]])
      expect(found).toEqual(Object.entries(sections).map(([name, values]) => [name, Object.entries(values)]))
    }),
  )
})

test('any text is read or refused by the number of a line', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('[', ']', '=', ':', ' ', '\n', '\r', '#', ';', '"', 'a') }), (text) => {
      try {
        parseIni(text)
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError)
        expect(String(error)).toMatch(/line \d+ /)
      }
    }),
  )
})
