import { parseQuery as parse, type QueryTree, type Reading } from '@cloudsmith-sdk/search-language'
import { parseMoment } from './moment.ts'

/** Reads a query, with those dates that can be searched for. @throws what `refuse` makes of one that cannot be read */
export function parseQuery(text: string, refuse: Reading['refuse']): QueryTree {
  return parse(text, { refuse, isDate: (date) => parseMoment(date) !== undefined })
}
