import type { PackageDependency } from '@cloudsmith-sdk/client'
import { type Identity, identityOf } from '../repository/identity.ts'
import type { PackageRow } from '../repository/row.ts'
import { meaningOf, type NeedKind } from './kinds.ts'
import { type Named, nameKeyOf } from './names.ts'
import type { NativeAnswer } from './native/native-reader.ts'
import type { VersionRequirement } from './requirement.ts'

/** A dependency of a package: a name, and what is required of its version. */
export interface Need extends Named {
  readonly by: PackageRow
  readonly kind: NeedKind
  /** The distribution and architectures of the package: packages for others cannot meet the dependency. */
  readonly place: Pick<Identity, 'distribution' | 'architectures'>
  readonly requirements: readonly VersionRequirement[]
}

/** A name that a package provides besides its own, with its version if it declares one. */
export interface Provided extends Named {
  readonly version: string | undefined
}

/** What a package declares. */
export interface Declared {
  readonly needs: readonly Need[]
  readonly provided: readonly Provided[]
  /** Dependencies that cannot be determined, and why. */
  readonly unknown?: NativeAnswer['unknown']
}

/**
 * Formats whose dependency lists may name a package twice, and require both: `lib (>= 1), lib (<< 3)`. In other formats each entry applies to an
 * environment of its own, such as a NuGet framework or a Python version; one version that satisfies both is welcome, but not required.
 */
const listsOfRelations: readonly string[] = ['alpine', 'conda', 'deb', 'rpm']

/** The distribution and architectures of a package. */
export function placeOf(by: PackageRow): Need['place'] {
  const { distribution, architectures } = identityOf(by)
  return { distribution, architectures }
}

/** What a package needs and provides, for the given kinds of dependencies. */
export function declaredBy(
  by: PackageRow,
  dependencies: readonly PackageDependency[],
  kinds: readonly NeedKind[] = ['needed', 'possible'],
): Declared {
  const { format } = by
  const place = placeOf(by)
  const asked = dependencies.flatMap((dependency) => {
    const kind = meaningOf(dependency.dep_type)
    if (kind === 'none' || kind === 'provided' || !kinds.includes(kind)) return []
    const { name, requirement } = askedFor(format, dependency)
    return [{ by, kind, format, name, place, requirements: [requirement] }]
  })
  const provided = dependencies.flatMap(({ name, version, dep_type }) =>
    meaningOf(dep_type) === 'provided' ? [{ format, name, version: version ?? undefined }] : [],
  )
  return { needs: listsOfRelations.includes(format) ? together(asked) : withoutRepetition(asked), provided }
}

/** What a package needs according to the service's list and to its own files. */
export function withNative(by: PackageRow, declared: Declared, { needs, unknown }: NativeAnswer): Declared {
  const more = needs.map(({ name, kind, requirement }): Need => {
    return { by, kind, format: by.format, name, place: placeOf(by), requirements: [requirement] }
  })
  return { ...declared, needs: [...declared.needs, ...more], ...(unknown && { unknown }) }
}

/** A dependency as clients of the format understand it. */
function askedFor(
  format: string,
  { name, operator, version }: PackageDependency,
): { name: string; requirement: VersionRequirement } {
  const requirement = { operator: operator ?? null, version: version ?? null }
  // Go clients use exactly the version that a module names; a higher one only if something else requires it.
  if (format === 'go' && requirement.version !== null) return { name, requirement: { ...requirement, operator: '=' } }
  const [, alias, range = ''] = format === 'npm' ? (/^npm:(@?[^@]+)(?:@(.*))?$/.exec(version ?? '') ?? []) : []
  if (alias === undefined) return { name, requirement }
  return { name: alias, requirement: range === '' ? { operator: null, version: null } : { operator: 'matches', version: range } }
}

const together = (needs: readonly Need[]): Need[] =>
  [...Map.groupBy(needs, (need) => JSON.stringify([nameKeyOf(need), need.kind])).values()].flatMap((alike) =>
    alike.slice(0, 1).map((need) => ({ ...need, requirements: alike.flatMap(({ requirements }) => requirements) })),
  )

const withoutRepetition = (needs: readonly Need[]): Need[] => [
  ...new Map(needs.map((need) => [JSON.stringify([nameKeyOf(need), need.kind, need.requirements]), need])).values(),
]
