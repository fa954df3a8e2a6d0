import { compileQuery } from '../../search/compile-query.ts'
import type { Predicate } from '../../search/index.ts'
import type { PolicyRecord } from './records.ts'

/** The settings that all policies have. */
export interface QuerySettings {
  readonly package_query_string: string | null
}

/** A cache by settings, which are replaced when they change. */
const compiled = new WeakMap<QuerySettings, Predicate>()

/** Whether a policy applies to a package: its query, compiled once. @throws {Refusal} 422 if it is invalid */
export function appliesOf({ settings }: Pick<PolicyRecord<QuerySettings>, 'settings'>): Predicate {
  const applies = compiled.get(settings) ?? compileQuery('package_query_string', settings.package_query_string)
  compiled.set(settings, applies)
  return applies
}
