import type { NameOfKind } from '@cloudsmith-sdk/search-language'
import { any } from './combine.ts'
import { literal } from './pattern.ts'
import type { Query } from './query.ts'
import { question } from './question.ts'

/** A field that has one of a few values: it is the value, or one of the values. */
export type WordField<Value extends string = string> = (...oneOf: readonly [Value, ...Value[]]) => Query

/** Makes the question about a field that has one of a few values. */
export function wordField<Value extends string>(field: NameOfKind<'word'>): WordField<Value> {
  return (...oneOf) => any(...oneOf.map((value) => question(field, literal(value))))
}

/** A field that is true or false. */
export type FlagField = (value?: boolean) => Query

/** Makes the question about a field that is true or false. */
export function flagField(field: NameOfKind<'flag'>): FlagField {
  return (value = true) => question(field, literal(String(value)))
}
