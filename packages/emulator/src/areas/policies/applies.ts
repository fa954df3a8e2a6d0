import { compileQuery } from '../../search/compile-query.ts'
import type { Predicate } from '../../search/index.ts'
import type { PolicyRecord } from './records.ts'

/** What all policies have among their settings. */
export interface QuerySettings {
  readonly package_query_string: string | null
}

/** By the settings, which are replaced when they change. */
const compiled = new WeakMap<QuerySettings, Predicate>()

/** Which packages a policy is about: its query, compiled once. @throws {Refusal} 422 for one that cannot be read */
export function appliesOf({ settings }: Pick<PolicyRecord<QuerySettings>, 'settings'>): Predicate {
  const applies = compiled.get(settings) ?? compileQuery('package_query_string', settings.package_query_string)
  compiled.set(settings, applies)
  return applies
}
