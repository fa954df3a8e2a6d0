import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InvalidRequestError } from '../errors/index.ts'
import { fillPath } from './path.ts'

const hostile = fc
  .array(
    fc.constantFrom(
      '.',
      '..',
      '/',
      '\\',
      '%2e',
      '%2E',
      '%2f',
      '%5c',
      '%25',
      '%252e',
      '%',
      ' ',
      '\t',
      '\n',
      '%09',
      '%00',
      'a',
      '?',
      '#',
      ';',
      '@',
      'ü',
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(''))
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), hostile)

const fill = (template: string, values: Record<string, unknown>): string | undefined => {
  try {
    return fillPath(template, values)
  } catch (error) {
    if (error instanceof InvalidRequestError) return undefined
    throw error
  }
}

/** The path as seen by a server that decodes it several times before routing. */
function seenAs(path: string, decodings: number): string[] {
  let seen = new URL(path, 'https://api.cloudsmith.io').pathname
  for (let times = 0; times < decodings; times++) {
    const decoded = seen.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    // A decoded path is not searched for a query or fragment again.
    seen = new URL(decoded.replace(/[?#]/g, encodeURIComponent), 'https://api.cloudsmith.io').pathname
  }
  return seen.split('/')
}

describe('a value reaches its place or is refused', () => {
  test('a slug is one segment, however often a server decodes', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 4 }), (value, decodings) => {
        const path = fill('/packages/acme/{repo}/copy/', { repo: value })
        if (path === undefined) return
        const segments = seenAs(path, decodings)
        expect(segments).toHaveLength(6)
        expect([segments[1], segments[2], segments[4], segments[5]]).toEqual(['packages', 'acme', 'copy', ''])
        expect(segments[3]).not.toBe('')
      }),
      { numRuns: 2000 },
    )
  })

  test('free text is one segment on the wire, and never climbs', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 4 }), (value, decodings) => {
        const path = fill('/badges/{package_name}/latest/', { package_name: value })
        if (path === undefined) return
        expect(seenAs(path, 0)).toHaveLength(5)
        const segments = seenAs(path, decodings)
        expect([segments[1], segments.at(-2), segments.at(-1)]).toEqual(['badges', 'latest', ''])
      }),
      { numRuns: 2000 },
    )
  })

  test('what is sent is what was meant: decoding it once gives the value', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        const path = fill('/{slug}/', { slug: value })
        if (path !== undefined) expect(decodeURIComponent(path.slice(1, -1))).toBe(value)
      }),
    )
  })
})

test.each(['', ' ', '.', '..', ' .. ', '%2e%2e', '%252E.', 'a/b', 'a\\b', 'a%2fb', 'a%252fb', '.\t.', 'a\nb', 'a%00', '\ud800'])(
  'no slug is %j',
  (value) => {
    expect(() => fillPath('/{slug}/', { slug: value })).toThrow(InvalidRequestError)
  },
)

test.each([undefined, null, {}, [], true, Number.NaN, Number.POSITIVE_INFINITY])('no slug is %j', (value) => {
  expect(() => fillPath('/{slug}/', { slug: value })).toThrow('slug is missing')
})

test('the message names the place', () => {
  expect(() => fillPath('/packages/{owner}/', { owner: '..' })).toThrow(/^owner is "\.\.", which would lead to a different URL/)
})

test.each([
  ['acme-corp', 'acme-corp'],
  ['1.0.0', '1.0.0'],
  ['...', '...'],
  ['100%', '100%25'],
  ['a b', 'a%20b'],
  ['ü', '%C3%BC'],
  [7, '7'],
])('%j is sent as %s', (value, encoded) => {
  expect(fillPath('/{slug}/', { slug: value })).toBe(`/${encoded}/`)
})

test('names of packages and values of claims may hold slashes, but not climb', () => {
  expect(fillPath('/{package_name}/', { package_name: '@scope/name' })).toBe('/%40scope%2Fname/')
  expect(fillPath('/{claim_value}/', { claim_value: 'https://a//b' })).toBe('/https%3A%2F%2Fa%2F%2Fb/')
  expect(() => fillPath('/{package_name}/', { package_name: '@scope/../x' })).toThrow(InvalidRequestError)
})

test('a long value that is encoded over and over is looked through without running out of stack', () => {
  expect(() => fillPath('/{slug}/', { slug: `%${'25'.repeat(3000)}2e` })).toThrow(InvalidRequestError)
})
