import type { SyntaxProblem } from '@cloudsmith-sdk/search-language'
import { InvalidRequestError } from '../errors/base.ts'

/**
 * A query that cannot be read.
 *
 * @remedy Correct the query at `position`, where `expected` would have been right. Build queries with `search` of the
 * client, which quotes what people typed.
 */
export class QuerySyntaxError extends InvalidRequestError {
  // Spelt out, because a bundler keeps a class whose fields it would have to compute.
  static override readonly kind: string = 'QuerySyntaxError'

  /** Where in the query, counted in UTF-16 units from 0. */
  readonly position: number
  /** What would have been right there, to complete "expected …". */
  readonly expected: string

  constructor({ message, position, expected }: SyntaxProblem) {
    super(message)
    this.position = position
    this.expected = expected
  }
}
