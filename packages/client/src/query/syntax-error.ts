import { InvalidRequestError } from '../errors/base.ts'

/** A query that cannot be read. */
export class QuerySyntaxError extends InvalidRequestError {
  // Spelt out, because a bundler keeps a class whose fields it would have to compute.
  static override readonly kind: string = 'QuerySyntaxError'

  /** Where in the query, counted in UTF-16 units from 0. */
  readonly position: number
  /** What would have been right there, to complete "expected …". */
  readonly expected: string

  constructor(query: string, position: number, expected: string) {
    const found = position < query.length ? `"${query.slice(position, position + 20)}"` : 'the end'
    super(`Cannot read the query at position ${position}: expected ${expected}, found ${found}.`)
    this.position = position
    this.expected = expected
  }
}
