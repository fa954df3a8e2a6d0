import type { SyntaxProblem } from '@cloudsmith-sdk/search-language'
import { InvalidRequestError } from '../errors/base.ts'

/**
 * A query is invalid.
 *
 * @remedy Correct the query at `position`, where `expected` would have been valid. To use text that people typed, build the query with
 * `field`, which quotes it.
 */
export class QuerySyntaxError extends InvalidRequestError {
  // Spelt out, because a bundler cannot drop a class with computed static fields.
  static override readonly kind: string = 'QuerySyntaxError'

  /** Position of the error in the query, in UTF-16 code units from 0. */
  readonly position: number
  /** What would have been valid there, as a phrase that completes "expected …". */
  readonly expected: string

  constructor({ message, position, expected }: SyntaxProblem) {
    super(message)
    this.position = position
    this.expected = expected
  }
}
