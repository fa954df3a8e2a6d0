import type { Operator } from '@cloudsmith-sdk/search-language'
import type { Query } from './query.ts'

/** Queries on a field whose values are ordered. */
export interface Comparisons<Value> {
  /** The field is equal to the value. */
  equals(value: Value): Query
  /** The field is greater than the value. */
  above(value: Value): Query
  /** The field is greater than or equal to the value. */
  atLeast(value: Value): Query
  /** The field is less than the value. */
  below(value: Value): Query
  /** The field is less than or equal to the value. */
  atMost(value: Value): Query
}

/** Creates the queries from a function that builds one comparison. */
export function comparisons<Value>(compare: (value: Value, operator?: Operator) => Query): Comparisons<Value> {
  return {
    equals: (value) => compare(value),
    above: (value) => compare(value, '>'),
    atLeast: (value) => compare(value, '>='),
    below: (value) => compare(value, '<'),
    atMost: (value) => compare(value, '<='),
  }
}
