import fc from 'fast-check'

/** For tests: random sequences of tokens that mean something in the language. */
export function scraps(): fc.Arbitrary<string> {
  const scrap = fc.constantFrom(
    ...['(', ')', '"', "'", '\\', '~', '^', '$', '*', ':', '>', '<', '=', ' ', 'AND ', 'OR ', 'NOT ', 'and ', '1', 'a', 'tag'],
    ...['dependency:', 'version:', 'uploaded:', 'size:'],
  )
  return fc.array(scrap).map((parts) => parts.join(''))
}
