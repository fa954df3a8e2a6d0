import { and, type FieldName, type Part, type Parts, type Pattern } from '@cloudsmith-sdk/search-language'
import { literal } from './pattern.ts'
import { type Query, queryOf } from './query.ts'

/** What names a version of a package. A `Package` will do. */
export interface NamedVersion {
  readonly format: string
  readonly name?: string | null | undefined
  readonly version?: string | null | undefined
}

/**
 * Finds one version of a package: its format, its very name and its very version. What is missing, null or empty is not asked for, as
 * some formats know packages without a version.
 *
 * Case does not matter to the service, so check what it answers. One version may have several packages, for one distribution and
 * architecture each, or source beside binary: ask for those with {@link field}, as in
 * `all(exactly(pkg), field.distribution('debian/bookworm'), field.architecture('amd64'), field.type('binary'))`.
 *
 * For many packages pass all to one {@link any}: its time grows with the length of the query, but starts anew at each `any`.
 *
 * @throws {InvalidRequestError} the format is empty
 * @example exactly({ format: 'npm', name: '@acme/ui', version: '1.0.0' }) // format:npm AND name:^@acme/ui$ AND version:^1.0.0$
 */
export function exactly({ format, name, version }: NamedVersion): Query {
  const named: Parts = [term('format', literal(format))]
  if (name) named.push(term('name', whole(name)))
  if (version) named.push(term('version', whole(version)))
  return queryOf(and(named))
}

const term = (field: FieldName, value: Pattern): Part => ({ kind: 'term', field, value })

const whole = (text: string): Pattern => literal(text, { start: true, end: true })
