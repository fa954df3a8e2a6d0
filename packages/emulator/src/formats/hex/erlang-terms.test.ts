import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UnreadableError } from '../../files/unreadable.ts'
import { parseErlangTerms, propertyOf, type Term } from './erlang-terms.ts'

test.each<[string, Term[]]>([
  ['', []],
  ['% a comment\n{<<"name">>,<<"a">>}.\n', [['name', 'a']]],
  ['a. % the end', ['a']],
  ["{app, 'quoted atom'}.", [['app', 'quoted atom']]],
  ['[1, -2.5, true, "text", [], {}].', [['1', '-2.5', 'true', 'text', [], []]]],
  ['<<"d\\"q\\\\\\n\\x{e9}"/utf8>>. <<>>.', ['d"q\\\né', '']],
])('%j is %j', (text, terms) => {
  expect(parseErlangTerms(text)).toEqual(terms)
})

test.each([
  ['{a', 'their end'],
  ['{a,}.', 'where a term should be'],
  ['{a}', 'their end'],
  ['a b.', 'where . should be'],
  ['#{a => 1}.', 'no term at character 1'],
  ['[a|b].', 'where , should be'],
  ['['.repeat(40_000), 'nested too deeply'],
])('%.20j is refused', (text, reason) => {
  expect(() => parseErlangTerms(text)).toThrow(reason)
})

test('whatever is written as a binary is read back', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\\"é€😀>\n%]*$/u)), (text) => {
      expect(parseErlangTerms(`<<"${text.replace(/["\\]/g, '\\$&')}"/utf8>>.`)).toEqual([text])
    }),
  )
})

test('any text is terms or refused', () => {
  const pieces = fc.constantFrom('<<"', '">>', '"', '{', '}', '[', ']', ',', '.', 'a', '1', '\\', '%', '\n', ' ')
  fc.assert(
    fc.property(
      fc.array(pieces).map((all) => all.join('')),
      (text) => {
        try {
          expect(parseErlangTerms(text)).toBeInstanceOf(Array)
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableError)
        }
      },
    ),
  )
})

test('a property is found by its key', () => {
  const [terms] = parseErlangTerms('[{a, 1}, {b, [x]}, c].')
  expect([propertyOf(terms, 'a'), propertyOf(terms, 'b'), propertyOf(terms, 'c')]).toEqual(['1', ['x'], undefined])
})
