import type { NameOfKind } from '@cloudsmith-sdk/search-language'
import { InvalidRequestError } from '../errors/base.ts'
import { type Comparisons, comparisons } from './comparisons.ts'
import { literal } from './pattern.ts'
import { question } from './question.ts'

/** Creates the queries on a count. They throw an InvalidRequestError for a number that is negative, fractional or not finite. */
export function numberField(field: NameOfKind<'number'>): Comparisons<number> {
  return comparisons((value, operator) => question(field, literal(count(value)), operator))
}

function count(value: number): string {
  if (Number.isSafeInteger(value) && value >= 0) return String(value)
  throw new InvalidRequestError(`A number in a query must be a whole number of at least 0, not ${value}.`)
}
