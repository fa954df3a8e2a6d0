import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matcher } from './match-pattern.ts'

test('a pattern matches what the same regular expression matches', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'A'), maxLength: 6 })
  const pattern = fc.record({ parts: fc.array(letters, { minLength: 1, maxLength: 4 }), start: fc.boolean(), end: fc.boolean() })
  fc.assert(
    fc.property(pattern, letters, (pattern, text) => {
      const { parts, start, end } = pattern
      const expression = new RegExp(`${start ? '^' : ''}${parts.join('.*')}${end ? '$' : ''}`, 'i')
      expect(matcher(pattern)(text)).toBe(expression.test(text))
    }),
    { numRuns: 3000 },
  )
})

test('overlapping ends need their own characters', () => {
  expect(matcher({ parts: ['ab', 'ba'], start: true, end: true })('aba')).toBe(false)
})
