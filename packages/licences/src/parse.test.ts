import fc from 'fast-check'
import parseStrictly from 'spdx-expression-parse'
import { expect, test } from 'vitest'
import { type Expression, isListed, isSpdx, licencesIn, textOf } from './expression.ts'
import { licenceOf } from './licence.ts'
import { longestExpression, parseExpression } from './parse.ts'
import { ids } from './spdx.ts'

const read = (text: string) => {
  const expression = parseExpression(text)
  return expression && textOf(expression)
}

test.each([
  ['mit', 'MIT'],
  [' ( MIT )\n', 'MIT'],
  ['MIT or apache-2.0', 'MIT OR Apache-2.0'],
  ['MIT AND (ISC OR Zlib)', 'MIT AND (ISC OR Zlib)'],
  ['MIT AND ISC OR Zlib', 'MIT AND ISC OR Zlib'],
  ['MIT OR (ISC OR Zlib)', 'MIT OR ISC OR Zlib'],
  ['Apache-2.0 with llvm-exception', 'Apache-2.0 WITH LLVM-exception'],
  ['Apache-1.1+', 'Apache-1.1+'],
  ['LicenseRef-Ours OR MIT', 'LicenseRef-Ours OR MIT'],
])('%j is %s', (text, written) => {
  expect(read(text)).toBe(written)
  expect(isSpdx(parseExpression(text) as Expression)).toBe(true)
})

test.each([
  ['GPL-3.0', 'GPL-3.0-only'],
  ['GPL-3.0+', 'GPL-3.0-or-later'],
  ['GPL-3.0-only+', 'GPL-3.0-or-later'],
  ['LGPL-2.1', 'LGPL-2.1-only'],
  ['GFDL-1.3', 'GFDL-1.3-only'],
  ['GPL-2.0-with-classpath-exception', 'GPL-2.0-only WITH Classpath-exception-2.0'],
  ['wxWindows', 'LGPL-2.0-or-later WITH WxWindows-exception-3.1'],
])('the deprecated %s is %s', (text, written) => expect(read(text)).toBe(written))

test.each([
  'UNLICENSED',
  'SEE LICENSE IN file',
  'GPL-2.0-only AND Proprietary',
  'MIT WITH Some-exception',
  'GPL-2.0-with-GCC-exception WITH LLVM-exception',
  'constructor',
])('%s has what SPDX does not list', (text) => {
  const expression = parseExpression(text)
  expect(expression && isListed(expression)).toBe(false)
  expect(expression && isSpdx(expression)).toBe(false)
})

test('what is granted beyond a licence may be unknown, and the licence is known all the same', () => {
  expect(parseExpression('gpl-3.0-only WITH Some-exception')).toEqual({
    id: 'GPL-3.0-only',
    exception: 'Some-exception',
    isListed: false,
  })
})

test('an `or` within a name divides nothing where another is in capitals, nor do parentheses of a name', () => {
  const expression = parseExpression('MIT OR GNU GPL v2 or later (GPLv2+)')
  expect(expression && licencesIn(expression).map(({ id }) => id)).toEqual(['MIT', 'GNU GPL v2 or later (GPLv2+)'])
})

test.each(['', ' ', 'MIT OR', 'AND MIT', '(MIT', 'MIT)', '()', '(MIT) ISC', '(GPL-2.0-only) WITH LLVM-exception'])(
  '%j is no expression',
  (text) => expect(parseExpression(text)).toBeUndefined(),
)

const operand = fc
  .record({ id: fc.constantFrom(...ids), ending: fc.constantFrom('', '', '+', ' WITH LLVM-exception') })
  .map(({ id, ending }) => `${id}${ending}`)
  .filter((text) => licenceOf(text).isListed)
const { text: expressions } = fc.letrec<{ text: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 5 },
    operand,
    fc.tuple(tie('text'), fc.constantFrom('AND', 'OR'), tie('text')).map(([a, operator, b]) => `(${a}) ${operator} (${b})`),
    fc.tuple(tie('text'), fc.constantFrom('AND', 'OR'), operand).map(([a, operator, b]) => `${a} ${operator} ${b}`),
  ),
}))

test('every expression survives being written, and means the same to the parser of others', () => {
  fc.assert(
    fc.property(expressions, (text) => {
      fc.pre(text.length <= longestExpression)
      const expression = parseExpression(text) as Expression
      expect(isListed(expression)).toBe(true)
      expect(parseExpression(textOf(expression))).toEqual(expression)
      expect(toExpression(parseStrictly(text))).toEqual(expression)
    }),
  )
})

test('any text is read or refused', () => {
  const word = fc.oneof(fc.constantFrom('(', ')', 'AND', 'or', 'WITH', 'MIT', '+', ' '), fc.string())
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const expression = parseExpression(words.join(' '))
      if (expression !== undefined) expect(licencesIn(expression)).not.toEqual([])
    }),
  )
})

test.each([
  ['parentheses within each other', `${'('.repeat(2000)}MIT${')'.repeat(2000)}`],
  ['parentheses that do not end', '('.repeat(200_000)],
  ['a long name', 'a'.repeat(200_000)],
  ['operators', 'MIT OR '.repeat(30_000)],
  ['white space', `MIT${' '.repeat(200_000)}OR${'\t'.repeat(200_000)}`],
])('%s without end are refused', (_, text) => expect(parseExpression(text)).toBeUndefined())

test('60,000 spaces are one', () => expect(read(`MIT${' '.repeat(60_000)}OR ISC`)).toBe('MIT OR ISC'))

test('each operand is looked up once', () => {
  const asked: string[] = []
  parseExpression('(Foo OR ISC) AND (Bar OR (Foo Bar))', (name) => {
    asked.push(name)
    return undefined
  })
  expect(asked).toEqual(['Foo', 'Bar', 'Foo Bar'])
})

/** The result of the other parser, in our terms. */
function toExpression(info: parseStrictly.Info): Expression {
  if (!('conjunction' in info)) {
    const { license, plus, exception } = info
    return licenceOf(`${license}${plus ? '+' : ''}${exception === undefined ? '' : ` WITH ${exception}`}`)
  }
  const kind = info.conjunction === 'and' ? 'all' : 'any'
  const parts = [info.left, info.right].map(toExpression).flatMap((part) => {
    if (kind === 'all') return 'all' in part ? part.all : [part]
    return 'any' in part ? part.any : [part]
  })
  return kind === 'all' ? { all: parts } : { any: parts }
}
