import { type FieldKind, parseQuery as parse, type QueryTree, type Reading } from '@cloudsmith-sdk/search-language'
import { parseMoment } from './moment.ts'

const isDate = (date: string) => parseMoment(date) !== undefined

/** Reads a query for packages, with those dates that can be searched for. @throws what `refuse` makes of one that cannot be read */
export function parseQuery(text: string, refuse: Reading['refuse']): QueryTree {
  return parse(text, { refuse, isDate })
}

/** The same for something else that has fields. */
export function parseQueryFor(
  fields: Readonly<Record<string, FieldKind>>,
  text: string,
  refuse: Reading['refuse'],
): QueryTree<string> {
  return parse(text, { refuse, isDate, fields })
}
