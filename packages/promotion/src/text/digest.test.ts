import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical } from './digest.ts'

test('one value has one text, whatever the order of its keys, and it reads back as the value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const shuffled = JSON.parse(JSON.stringify(value), (_, part: unknown) =>
        typeof part === 'object' && part !== null && !Array.isArray(part)
          ? Object.fromEntries(Object.entries(part).reverse())
          : part,
      ) as unknown
      expect(canonical(shuffled)).toBe(canonical(value))
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('what is undefined is left out, as JSON leaves it out', () => {
  expect(canonical({ b: undefined, a: [undefined, 1] })).toBe('{"a":[null,1]}')
})

test('the text of a value is its own, whatever was written before it', () => {
  const hostile = JSON.parse('{"__proto__":{"toString":1},"constructor":2,"length":3}') as unknown
  expect(canonical(hostile)).toBe('{"__proto__":{"toString":1},"constructor":2,"length":3}')
  expect(canonical({ a: [{ b: 1 }] })).toBe('{"a":[{"b":1}]}')
})
