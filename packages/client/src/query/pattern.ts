import type { Pattern } from '@cloudsmith-sdk/search-language'
import { InvalidRequestError } from '../errors/base.ts'

/** Which ends of a value the text must match. */
type Anchors = Partial<Pick<Pattern, 'start' | 'end'>>

/** Matches a text literally: none of its characters has a special meaning. @throws {InvalidRequestError} the text is empty */
export function literal(text: string, { start = false, end = false }: Anchors = {}): Pattern {
  return { parts: [required(text)], start, end }
}

/** Matches a text in which `*` stands for anything. @throws {InvalidRequestError} the text is empty */
export function glob(text: string): Pattern {
  const parts = required(text).split('*')
  const last = parts.length - 1
  return {
    parts: parts.filter((part, index) => part !== '' || index === 0 || index === last),
    start: parts[0] !== '',
    end: parts[last] !== '',
  }
}

function required(text: string): string {
  if (typeof text === 'string' && text !== '') return text
  throw new InvalidRequestError(`A query cannot search for ${JSON.stringify(text)}. Pass a string that is not empty.`)
}
