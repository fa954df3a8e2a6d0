import { and, type FieldName, type Part, type Parts, type Pattern } from '@cloudsmith-sdk/search-language'
import { literal } from './pattern.ts'
import { type Query, queryOf } from './query.ts'

/** Identifies a version of a package. Any `Package` can be passed. */
export interface NamedVersion {
  /** Format of the package, such as `npm`. */
  readonly format: string
  /** Name of the package, including any scope or namespace. */
  readonly name?: string | null | undefined
  /** Version, as the package itself spells it. */
  readonly version?: string | null | undefined
}

/**
 * Matches one version of a package, by its format and its exact name and version. A name or version that is missing, null or empty is not
 * searched for, because some formats have packages without them.
 *
 * The service ignores case, so check the results. There may be several packages of one version, for different distributions or architectures, or
 * a source package beside a binary one. To select one of them, use {@link field}, as in
 * `all(exactly(pkg), field.distribution('debian/bookworm'), field.architecture('amd64'), field.type('binary'))`.
 *
 * For many packages, pass all queries to a single {@link any}: each call of `any` parses its queries again.
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
