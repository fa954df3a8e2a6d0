import { literal } from './pattern.ts'
import { type Query, queryOf } from './query.ts'

/**
 * The text is somewhere in the name, the file name, the version or a tag: what the search box of the web application does with a word.
 *
 * @throws {InvalidRequestError} the text is empty
 * @example anywhere('lodash') // lodash
 */
export function anywhere(text: string): Query {
  return queryOf({ kind: 'term', value: literal(text) })
}
