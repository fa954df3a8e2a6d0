import type { NameOfKind, Pattern } from '@cloudsmith-sdk/search-language'
import { glob, literal } from './pattern.ts'
import type { Query } from './query.ts'
import { question } from './question.ts'

/** Questions about a text. Case does not matter; every character but the `*` of `matches` stands for itself. */
export interface TextField<More extends readonly unknown[] = []> {
  /** The text is somewhere in it. */
  contains(text: string, ...more: More): Query
  /** It begins with the text. */
  startsWith(text: string, ...more: More): Query
  /** It ends with the text. */
  endsWith(text: string, ...more: More): Query
  /** It is the text. */
  exactly(text: string, ...more: More): Query
  /** It is the text, in which `*` stands for anything: `@acme/*`. */
  matches(text: string, ...more: More): Query
}

/** Tags of a package. Called, it asks for the tag itself. */
export interface TagField extends TextField {
  /** A tag is the text, not merely contains it: `release` is not found in `pre-release`. */
  (tag: string): Query
}

/** Makes the questions about a field that holds a text. */
export function textField(field: NameOfKind<'text'>): TextField {
  return textQuestions((value) => question(field, value))
}

/** Makes the questions about tags. */
export function tagField(): TagField {
  const questions = textField('tag')
  return Object.assign((tag: string) => questions.exactly(tag), questions)
}

/** Makes the questions from the way in which a pattern is asked for. */
export function textQuestions<More extends readonly unknown[]>(ask: (value: Pattern, ...more: More) => Query): TextField<More> {
  return {
    contains: (text, ...more) => ask(literal(text), ...more),
    startsWith: (text, ...more) => ask(literal(text, { start: true }), ...more),
    endsWith: (text, ...more) => ask(literal(text, { end: true }), ...more),
    exactly: (text, ...more) => ask(literal(text, { start: true, end: true }), ...more),
    matches: (text, ...more) => ask(glob(text), ...more),
  }
}
