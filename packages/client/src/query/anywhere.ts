import { literal } from './pattern.ts'
import { type Query, queryOf } from './query.ts'

/**
 * Matches packages with the text anywhere in their name, file name, version or a tag, like a word in the web application's search box.
 *
 * @throws {InvalidRequestError} the text is empty
 * @example anywhere('lodash') // lodash
 */
export function anywhere(text: string): Query {
  return queryOf({ kind: 'term', value: literal(text) })
}
