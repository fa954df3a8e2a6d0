import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scraps } from './arbitrary-text.ts'
import { arbitraryTree } from './arbitrary-tree.ts'
import { formatQuery } from './format.ts'
import { parseQuery } from './parse.ts'
import type { SyntaxProblem } from './syntax-problem.ts'

class Refused extends Error {
  readonly problem: SyntaxProblem
  constructor(problem: SyntaxProblem) {
    super(problem.message)
    this.problem = problem
  }
}

const read = (text: string) => parseQuery(text, { refuse: (problem) => new Refused(problem) })

test('what is written is read back as it was', () => {
  fc.assert(
    fc.property(arbitraryTree(), (tree) => {
      expect(read(formatQuery(tree))).toEqual(tree)
    }),
    { numRuns: 1000 },
  )
})

test('any text is read or refused, and what is read can be written', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), scraps())
  fc.assert(
    fc.property(text, (text) => {
      try {
        const tree = read(text)
        expect(read(formatQuery(tree))).toEqual(tree)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        expect(error.problem.position).toBeLessThanOrEqual(text.length)
        expect(error.message).not.toMatch(/\p{Cc}/u)
      }
    }),
    { numRuns: 2000 },
  )
})

test('the deepest query that is read can be written, whatever is in its middle', () => {
  const nested = (middle: string) => `${'a (b OR '.repeat(100)}${middle}${')'.repeat(100)}`
  for (const middle of ['~tag:c', 'NOT ~c', 'NOT NOT NOT c']) {
    const tree = read(nested(middle))
    expect(read(formatQuery(tree))).toEqual(tree)
  }
  expect(() => read(nested('(c)'))).toThrow('at most 100 levels')
})
