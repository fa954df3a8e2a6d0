import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FieldPath } from '../repository/document-error.ts'
import { inText, locateInJson } from './places.ts'
import { scanJson } from './scan-json.ts'

/** Every value in JSON, by its path. */
function valuesIn(value: unknown, path: FieldPath = []): { path: FieldPath; value: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }]
  const list = Array.isArray(value)
  return [
    { path, value },
    ...Object.entries(value).flatMap(([key, inner]) => valuesIn(inner, [...path, list ? Number(key) : key])),
  ]
}

test('every value of any JSON is found at its offset', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (document) => {
      const values = valuesIn(document)
      for (const indent of [0, 2, '\t']) {
        const text = JSON.stringify(document, null, indent)
        expect(scanJson(text)).toEqual([])
        const places = locateInJson(text)(values.map(({ path }) => path))
        const wholly = indent === 0
        const found = places.map((at, index) => {
          const written = JSON.stringify(values[index]?.value)
          return text.startsWith(wholly ? written : (written[0] as string), at)
        })
        expect(found).not.toContain(false)
      }
    }),
  )
})

test('a missing field has the offset of the nearest value around it', () => {
  const text = '{ "a": { "b": [1, { "c": 2 }] } }'
  const at = (path: FieldPath) => text.slice(locateInJson(text)([path])[0])
  expect(at(['a', 'b', 1, 'd', 'e'])).toBe('{ "c": 2 }] } }')
  expect(at(['a', 'b', 7])).toBe('[1, { "c": 2 }] } }')
  expect(at(['z'])).toBe(text)
})

test('duplicate keys are found however they are written, and values that look like keys are not', () => {
  const text = '{"a":1,"\\u0061":2,"b":{"a":["a","a",{"a":"a:"}],"c\\\\":1,"c\\\\":"\\""}}'
  expect(scanJson(text)).toEqual([
    { path: ['a'], at: text.indexOf('"\\u') },
    { path: ['b', 'c\\'], at: text.lastIndexOf('"c') },
  ])
})

test('lines and columns count from 1, in the order of the text', () => {
  const flaws = [9, 0, 3, 4].map((at) => ({ path: [], message: String(at), at }))
  expect(inText('ab\ncd\r\n\nx', flaws).map(({ message, line, column }) => [message, line, column])).toEqual([
    ['0', 1, 1],
    ['3', 2, 1],
    ['4', 2, 2],
    ['9', 4, 2],
  ])
})
