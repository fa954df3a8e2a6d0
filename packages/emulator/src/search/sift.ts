import type { Term } from '@cloudsmith-sdk/search-language'
import type { EmulatorClock } from '../core/clock.ts'
import { invalid } from '../core/errors.ts'
import { compileField, compileTree, type Test } from './compile.ts'
import { type PlainField, text } from './fields.ts'
import { keysOfSort } from './keys-of-sort.ts'
import { parseQueryFor } from './parse.ts'

/** The fields that rows can be searched and sorted by, under the names that requests use. */
export type RowFields<Row> = Readonly<Record<string, PlainField<Row>>>

/**
 * The rows that match `query`, in the search language of packages but with fields of their own, sorted by `sort`: field names separated by commas,
 * each with a dash in front for descending. Unknown sort fields are ignored; without any, the order is kept. Dates such as `1 day ago` are relative
 * to now.
 *
 * @throws {Refusal} 422 if the query is invalid, or uses an unknown field
 * @see docs/service.md#search
 */
export function sift<Row>(
  rows: readonly Row[],
  { query, sort }: { readonly query?: unknown; readonly sort?: unknown },
  fields: RowFields<Row>,
  { clock }: { readonly clock: Pick<EmulatorClock, 'now'> },
): Row[] {
  const now = new Date(clock.now())
  const isFound = typeof query === 'string' ? compileRows(query, fields) : () => true
  const keys = typeof sort === 'string' ? keysOfSort(sort) : []
  const orders = keys.flatMap(({ name, sign }) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    return field === undefined ? [] : [(a: Row, b: Row) => sign * compare(sortValueOf(field, a), sortValueOf(field, b))]
  })
  return rows.filter((row) => isFound(row, now)).sort((a, b) => orders.reduce((result, order) => result || order(a, b), 0))
}

function compileRows<Row>(query: string, fields: RowFields<Row>): Test<Row> {
  const kinds = Object.fromEntries(Object.entries(fields).map(([name, { kind }]) => [name, kind]))
  const tree = parseQueryFor(kinds, query, ({ message }) => invalid({ query: [message] }))
  return compileTree(tree, (term) => compileTerm(term, fields))
}

/** A word without a field may occur in any text field. */
function compileTerm<Row>(term: Term<string>, fields: RowFields<Row>): Test<Row> {
  const named = term.field === undefined ? undefined : fields[term.field]
  if (named !== undefined) return compileField(named, term)
  const texts = Object.values(fields).flatMap((field) =>
    field.kind === 'text' || field.kind === 'word' ? [text(field.read)] : [],
  )
  const tests = texts.map((field) => compileField(field, term))
  return (row, now) => tests.some((test) => test(row, now))
}

function sortValueOf<Row>(field: PlainField<Row>, row: Row): string | number {
  const value = field.read(row)
  if (typeof value === 'number' || typeof value === 'string') return value
  return Array.isArray(value) ? value.join() : String(value ?? '')
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0
}
