import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createScanner } from './scanner.ts'

const wanted = Buffer.from('wanted')

function finds(text: string, cuts: readonly number[]): boolean {
  const scanner = createScanner(wanted)
  const places = [0, ...cuts.map((at) => at % (text.length + 1)).toSorted((a, b) => a - b), text.length]
  for (const [index, end] of places.slice(1).entries()) scanner.write(Buffer.from(text.slice(places[index], end)))
  return scanner.isFound()
}

test('a text is found wherever the pieces begin and end', () => {
  const around = fc.string({ unit: fc.constantFrom('w', 'a', 'n', 't', 'e', 'd', '.'), maxLength: 12 })
  fc.assert(
    fc.property(around, fc.boolean(), around, fc.array(fc.nat()), (before, isThere, after, cuts) => {
      const text = `${before}${isThere ? 'wanted' : ''}${after}`
      expect(finds(text, cuts)).toBe(text.includes('wanted'))
    }),
  )
})
