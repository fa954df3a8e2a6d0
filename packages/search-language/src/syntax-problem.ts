/** Why a query cannot be read. */
export interface SyntaxProblem {
  /** Where in the query, counted in UTF-16 units from 0. */
  readonly position: number
  /** What would have been right there, to complete "expected …". */
  readonly expected: string
  /** The whole sentence for a person, with what was found instead; on one line, whatever the query holds. */
  readonly message: string
}

/** Says what was expected at a position of a query. */
export function syntaxProblem(query: string, position: number, expected: string): SyntaxProblem {
  const found = position < query.length ? JSON.stringify(query.slice(position, position + 20)) : 'the end'
  return { position, expected, message: `Cannot read the query at position ${position}: expected ${expected}, found ${found}.` }
}
