import { type FieldKind, parseQuery as parse, type QueryTree, type Reading } from '@cloudsmith-sdk/search-language'
import { parseMoment } from './moment.ts'

const isDate = (date: string) => parseMoment(date) !== undefined

/** Parses a package query, with the supported dates. @throws what `refuse` returns if it is invalid */
export function parseQuery(text: string, refuse: Reading['refuse']): QueryTree {
  return parse(text, { refuse, isDate })
}

/** Parses a query for something else with fields. */
export function parseQueryFor(
  fields: Readonly<Record<string, FieldKind>>,
  text: string,
  refuse: Reading['refuse'],
): QueryTree<string> {
  return parse(text, { refuse, isDate, fields })
}
