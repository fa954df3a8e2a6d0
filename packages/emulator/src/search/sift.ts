import type { Term } from '@cloudsmith-sdk/search-language'
import type { EmulatorClock } from '../core/clock.ts'
import { invalid } from '../core/errors.ts'
import { compileField, compileTree, type Test } from './compile.ts'
import { type PlainField, text } from './fields.ts'
import { keysOfSort } from './keys-of-sort.ts'
import { parseQueryFor } from './parse.ts'

/** What rows can be searched and sorted by, by the name that a request uses. */
export type RowFields<Row> = Readonly<Record<string, PlainField<Row>>>

/**
 * The rows that `query` finds, in the language of package searches but with fields of their own, in the order of `sort`: field names with
 * commas between them, each with a dash in front to turn it around. Sort keys that there are not are ignored, without any the rows stay as
 * they are. Dates such as `1 day ago` count from now.
 *
 * @throws {Refusal} 422 for a query that cannot be read, or that asks for a field that there is not
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

/** A word without a field may be in any text. */
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
