import { entriesAt, isTable, type Table, textAt } from '../../../files/tree.ts'

/** A dependency, as indexes have it. @see https://doc.rust-lang.org/cargo/reference/registry-index.html#json-schema */
export interface IndexDependency {
  /** What it is called in the code. */
  readonly name: string
  readonly req: string
  readonly features: readonly string[]
  readonly optional: boolean
  readonly default_features: boolean
  readonly target: string | null
  readonly kind: 'normal' | 'build' | 'dev'
  /** Another registry; this one where there is none. */
  readonly registry: string | null
  /** What it is called in the registry, where that is something else. */
  readonly package?: string
}

const tables = [
  ['dependencies', 'normal'],
  ['build-dependencies', 'build'],
  ['build_dependencies', 'build'],
  ['dev-dependencies', 'dev'],
  ['dev_dependencies', 'dev'],
] as const

/** All dependencies that a `Cargo.toml` has, of target platforms as well. @param registryOf in which registry a name is, if not in this one */
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
