import type { FieldName, Operator, Pattern } from '@cloudsmith-sdk/search-language'
import { type Query, queryOf } from './query.ts'

/** A query with a single term. */
export function question(field: FieldName, value: Pattern, operator?: Operator): Query {
  return queryOf({ kind: 'term', field, ...(operator && { operator }), value })
}
