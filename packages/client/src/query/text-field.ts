import type { NameOfKind, Pattern } from '@cloudsmith-sdk/search-language'
import { glob, literal } from './pattern.ts'
import type { Query } from './query.ts'
import { question } from './question.ts'

/** Queries on a text field. Case is ignored. All characters are literal, except for `*` in `matches`. */
export interface TextField<More extends readonly unknown[] = []> {
  /** The field contains the text. */
  contains(text: string, ...more: More): Query
  /** The field starts with the text. */
  startsWith(text: string, ...more: More): Query
  /** The field ends with the text. */
  endsWith(text: string, ...more: More): Query
  /** The field is equal to the text. */
  exactly(text: string, ...more: More): Query
  /** The whole field matches a pattern in which `*` stands for anything: `@acme/*`. */
  matches(text: string, ...more: More): Query
}

/** Queries on the tags of a package. Call it to match a whole tag. */
export interface TagField extends TextField {
  /** A tag is equal to the text: `release` does not match `pre-release`. */
  (tag: string): Query
}

/** Creates the queries on a text field. */
export function textField(field: NameOfKind<'text'>): TextField {
  return textQuestions((value) => question(field, value))
}

/** Creates the queries on tags. */
export function tagField(): TagField {
  const questions = textField('tag')
  return Object.assign((tag: string) => questions.exactly(tag), questions)
}

/** Creates the queries from a function that builds the query for one pattern. */
export function textQuestions<More extends readonly unknown[]>(ask: (value: Pattern, ...more: More) => Query): TextField<More> {
  return {
    contains: (text, ...more) => ask(literal(text), ...more),
    startsWith: (text, ...more) => ask(literal(text, { start: true }), ...more),
    endsWith: (text, ...more) => ask(literal(text, { end: true }), ...more),
    exactly: (text, ...more) => ask(literal(text, { start: true, end: true }), ...more),
    matches: (text, ...more) => ask(glob(text), ...more),
  }
}
