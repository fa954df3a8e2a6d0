import type { FieldName } from './field-kinds.ts'
import { formatQuery } from './format.ts'
import type { Query } from './query.ts'
import type { Operator, Pattern } from './tree.ts'

/** A query that asks one question about one field. */
export function question(field: FieldName, value: Pattern, operator?: Operator): Query {
  return formatQuery({ kind: 'term', field, ...(operator && { operator }), value })
}
