import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scraps } from './arbitrary-text.ts'
import { fieldKinds } from './field-kinds.ts'
import { parseWhole } from './parse.ts'

/** The work of parsing a text: every look at it, and every character by which the position moves. */
function stepsFor(text: string): number {
  let steps = 0
  let at = 0
  const cursor = {
    refuse: ({ message }: { message: string }) => new SyntaxError(message),
    isDate: () => true,
    fields: fieldKinds,
    get text() {
      steps++
      return text
    },
    get at() {
      return at
    },
    set at(next) {
      steps += Math.abs(next - at)
      at = next
    },
  }
  try {
    parseWhole(cursor)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  return steps
}

/** More than any text needs per character. */
const stepsEach = 20

test.each([
  ['words', 'a '],
  ['a word without an end', 'a'],
  ['a field without a value', 'name:'],
  ['names that could be fields', 'version_'],
  ['groups', '(a)'],
  ['openings', '('],
  ['closings', ')'],
  ['opposites', 'NOT '],
  ['signs', '~'],
  ['alternatives', 'a OR '],
  ['wildcards', '*'],
  ['ends that are none', '$'],
  ['backslashes', '\\'],
  ['quotes', '"'],
  ['quotes of both kinds', `"'`],
  ['quotes with escapes', '"\\"'],
  ['comparisons', '>='],
  ['constraints', 'dependency:a~'],
  ['dates', "uploaded:>'1 day ago' "],
  ['spaces', ' '],
])('%s without end are read in a straight line', (_what, piece) => {
  for (const before of ['', 'name:', 'dependency:', '"', 'a ', '(((('.repeat(25)]) {
    const text = before + piece.repeat(20_000 / piece.length)
    expect(stepsFor(text)).toBeLessThan(stepsEach * text.length)
  }
})

test('so is any other text', () => {
  fc.assert(
    fc.property(scraps(), fc.nat(50), (text, times) => {
      const repeated = text.repeat(times)
      expect(stepsFor(repeated)).toBeLessThanOrEqual(stepsEach * (repeated.length + 1))
    }),
    { numRuns: 500 },
  )
})
