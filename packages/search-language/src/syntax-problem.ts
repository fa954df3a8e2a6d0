/** Why a query is invalid. */
export interface SyntaxProblem {
  /** Position in the query, in UTF-16 units from 0. */
  readonly position: number
  /** What would be valid there; completes “expected …”. */
  readonly expected: string
  /** The whole message, with what was found instead. Always on one line, whatever the query contains. */
  readonly message: string
}

/** Describes what was expected at a position of a query. */
export function syntaxProblem(query: string, position: number, expected: string): SyntaxProblem {
  const found = position < query.length ? JSON.stringify(query.slice(position, position + 20)) : 'the end'
  return { position, expected, message: `Cannot read the query at position ${position}: expected ${expected}, found ${found}.` }
}
