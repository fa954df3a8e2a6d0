import type { NameOfKind } from '@cloudsmith-sdk/search-language'
import { any } from './combine.ts'
import { literal } from './pattern.ts'
import type { Query } from './query.ts'
import { question } from './question.ts'

/** A query on a field with a fixed set of values: it has one of the values given. */
export type WordField<Value extends string = string> = (...oneOf: readonly [Value, ...Value[]]) => Query

/** Creates the query on a field with a fixed set of values. */
export function wordField<Value extends string>(field: NameOfKind<'word'>): WordField<Value> {
  return (...oneOf) => any(...oneOf.map((value) => question(field, literal(value))))
}

/** A query on a field that is true or false. Default: true. */
export type FlagField = (value?: boolean) => Query

/** Creates the query on a field that is true or false. */
export function flagField(field: NameOfKind<'flag'>): FlagField {
  return (value = true) => question(field, literal(String(value)))
}
