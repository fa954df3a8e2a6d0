import { entriesAt, isTable, type Table, textAt } from '../../../files/tree.ts'

/** A dependency in the form of indexes. @see https://doc.rust-lang.org/cargo/reference/registry-index.html#json-schema */
export interface IndexDependency {
  /** Its name in the code. */
  readonly name: string
  readonly req: string
  readonly features: readonly string[]
  readonly optional: boolean
  readonly default_features: boolean
  readonly target: string | null
  readonly kind: 'normal' | 'build' | 'dev'
  /** The registry that it is in; null for this one. */
  readonly registry: string | null
  /** Its name in the registry, if that differs. */
  readonly package?: string
}

const tables = [
  ['dependencies', 'normal'],
  ['build-dependencies', 'build'],
  ['build_dependencies', 'build'],
  ['dev-dependencies', 'dev'],
  ['dev_dependencies', 'dev'],
] as const

/** All dependencies in a `Cargo.toml`, including those of target platforms. @param registryOf returns the registry of a name; null for this one */
export function dependenciesIn(manifest: Table, registryOf: (name: string) => string | null): IndexDependency[] {
  const places: readonly (readonly [string | null, unknown])[] = [[null, manifest], ...entriesAt(manifest, 'target')]
  return places.flatMap(([target, place]) =>
    tables.flatMap(([table, kind]) =>
      entriesAt(place, table).map(([name, wanted]): IndexDependency => {
        const said = isTable(wanted) ? wanted : {}
        const own = textAt(said, 'package')
        return {
          name,
          req: textAt(wanted) ?? textAt(said, 'version') ?? '*',
          features: Array.isArray(said.features) ? said.features.map(String) : [],
          optional: said.optional === true,
          default_features: (said['default-features'] ?? said.default_features) !== false,
          target,
          kind,
          registry: registryOf(own ?? name),
          ...(own === undefined ? {} : { package: own }),
        }
      }),
    ),
  )
}
