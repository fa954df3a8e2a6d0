import { all } from './combine.ts'
import { field } from './field.ts'
import type { Query } from './query.ts'

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
 * Case does not matter to the service, and one version may have several packages (architectures, platforms): check what it answers.
 *
 * @throws {InvalidRequestError} the format is empty
 * @example exactly({ format: 'npm', name: '@acme/ui', version: '1.0.0' }) // format:npm AND name:^@acme/ui$ AND version:^1.0.0$
 */
export function exactly({ format, name, version }: NamedVersion): Query {
  return all(field.format(format), name ? field.name.exactly(name) : '', version ? field.version.exactly(version) : '')
}
