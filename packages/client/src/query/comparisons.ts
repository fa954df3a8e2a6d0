import type { Operator } from '@cloudsmith-sdk/search-language'
import type { Query } from './query.ts'

/** Questions about a value that has an order. */
export interface Comparisons<Value> {
  equals(value: Value): Query
  /** Greater. */
  above(value: Value): Query
  /** Greater or equal. */
  atLeast(value: Value): Query
  /** Less. */
  below(value: Value): Query
  /** Less or equal. */
  atMost(value: Value): Query
}

/** Makes the questions from the way in which a value is compared. */
export function comparisons<Value>(compare: (value: Value, operator?: Operator) => Query): Comparisons<Value> {
  return {
    equals: (value) => compare(value),
    above: (value) => compare(value, '>'),
    atLeast: (value) => compare(value, '>='),
    below: (value) => compare(value, '<'),
    atMost: (value) => compare(value, '<='),
  }
}
