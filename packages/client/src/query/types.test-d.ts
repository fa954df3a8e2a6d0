import { expectTypeOf } from 'vitest'
import type { Cloudsmith } from '../cloudsmith.ts'
import { all, exactly, field, not, type Query, type QueryFieldName, type QueryFields, query } from './index.ts'

/** Compiled, never run. */
export function types(cloudsmith: Cloudsmith, text: string) {
  // A query can be used where the API takes a string, and can be combined with strings.
  cloudsmith.packages.list({ owner: 'acme', repo: 'dev', query: field.tag('release') })
  expectTypeOf(all(field.format('npm'), text, query(text))).toEqualTypeOf<Query>()
  expectTypeOf<Query>().toExtend<string>()
  // @ts-expect-error not every string is a query
  text satisfies Query
  // @ts-expect-error a question is not a query yet
  not(field.name)

  // The builder has every field except the second name for tokens.
  expectTypeOf<keyof QueryFields>().toEqualTypeOf<Exclude<QueryFieldName, 'entitlement'>>()
  // @ts-expect-error there is no such field
  field.names

  field.format('npm')
  field.format(text)
  field.status('quarantined', 'failed')
  // @ts-expect-error there is no such status
  field.status('done')
  // @ts-expect-error one value at least
  field.status()
  field.prerelease(false)
  // @ts-expect-error a flag is true or false
  field.prerelease('yes')

  field.size.atLeast(1000)
  // @ts-expect-error sizes are numbers of bytes
  field.size.atLeast('1 MB')
  // @ts-expect-error a name has no order
  field.name.above('a')
  // @ts-expect-error a version is compared, not searched
  field.version.contains('1.0')

  field.uploaded.within('7 days')
  field.uploaded.before(new Date())
  // @ts-expect-error there is no such unit
  field.uploaded.within('2 fortnights')
  // @ts-expect-error a point in time is not a duration
  field.uploaded.within('2024-06-15')

  field.dependency.contains('log4j', '<2.0.0')
  // @ts-expect-error a constraint begins with an operator
  field.dependency.contains('log4j', '2.0.0')
  // @ts-expect-error only dependencies have constraints
  field.name.contains('log4j', '<2.0.0')

  exactly({ format: text, name: null, version: undefined })
  // @ts-expect-error a name without a format is not one package
  exactly({ name: 'lodash' })
}
