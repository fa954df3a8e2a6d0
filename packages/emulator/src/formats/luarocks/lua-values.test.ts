import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UnreadableError } from '../../files/unreadable.ts'
import { parseLuaAssignments } from './lua-values.ts'

test.each<[string, object]>([
  ['', {}],
  ['#!/usr/bin/lua\n-- a comment\na = "x" --[[ of\nlines ]] b = \'y\'; c = 5.1', { a: 'x', b: 'y', c: '5.1' }],
  ['local v = "1.0"\nversion = v .. "-" .. \'1\'', { v: '1.0', version: '1.0-1' }],
  ['a = [[\nlong\ntext]] b = [=[with ]] in it]=]', { a: 'long\ntext', b: 'with ]] in it' }],
  ['a = { "x", "y"; }', { a: ['x', 'y'] }],
  ['a = { x = "1", ["a.b"] = { "c" }, "first" }', { a: { x: '1', 'a.b': ['c'], '1': 'first' } }],
  ['a = "1" -- the end', { a: '1' }],
  ['a = "tab\\tquote\\""', { a: 'tab\tquote"' }],
  ['a = true b = nil', { a: undefined, b: undefined }],
])('%j is %j', (text, values) => {
  expect(parseLuaAssignments(text)).toEqual(values)
})

test.each([
  ['print("x")', 'where = should be'],
  ['a = os.execute("x")', '"os" where a value should be'],
  ['a = {', 'its end'],
  ['a = "x" .. {}', 'joins something that is not text'],
  [`a = "xx"\n${'a = a .. a\n'.repeat(40)}`, 'joins too much text'],
  ['a = @', 'no assignment at character'],
  ['-- version = 1\n@', 'no assignment at character'],
  ['a = [[never closed', 'no assignment at character'],
  [`a = ${'{'.repeat(40_000)}`, 'nested too deeply'],
  [`a = ${'"x" .. '.repeat(40_000)}"x"`, 'nested too deeply'],
])('%.30j is refused', (text, reason) => {
  expect(() => parseLuaAssignments(text)).toThrow(reason)
})

test('any text is assignments or refused', () => {
  const pieces = fc.constantFrom(
    'a',
    '=',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    '[[',
    ']]',
    '..',
    '-',
    '--',
    ',',
    ';',
    '\\',
    '\n',
    ' ',
    '1',
    'local',
  )
  fc.assert(
    fc.property(
      fc.array(pieces).map((all) => all.join('')),
      (text) => {
        try {
          expect(parseLuaAssignments(text)).toBeTypeOf('object')
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableError)
        }
      },
    ),
  )
})
