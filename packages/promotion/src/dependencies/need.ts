import type { PackageDependency } from '@cloudsmith-sdk/client'
import { type Identity, identityOf } from '../repository/identity.ts'
import type { PackageRow } from '../repository/row.ts'
import { meaningOf, type NeedKind } from './kinds.ts'
import { type Named, nameKeyOf } from './names.ts'
import type { NativeAnswer } from './native/native-reader.ts'
import type { VersionRequirement } from './requirement.ts'

/** A name that a package asks for, and all that it asks of the version. */
export interface Need extends Named {
  readonly by: PackageRow
  readonly kind: NeedKind
  /** Where the package belongs: what is of another distribution or another machine does not serve it. */
  readonly place: Pick<Identity, 'distribution' | 'architectures'>
  readonly requirements: readonly VersionRequirement[]
}

/** A name that a package answers to beside its own, with its version where that is told. */
export interface Provided extends Named {
  readonly version: string | undefined
}

/** What a package declares. */
export interface Declared {
  readonly needs: readonly Need[]
  readonly provided: readonly Provided[]
  /** What nobody can tell of its needs, and why not. */
  readonly unknown?: NativeAnswer['unknown']
}

/**
 * Lists that may name a package twice, where both have to hold: `lib (>= 1), lib (<< 3)`. Elsewhere each holds in surroundings of its own, such as
 * a framework of NuGet's or a version of Python, and one version for both is good, though not needed.
 */
const listsOfRelations: readonly string[] = ['alpine', 'conda', 'deb', 'rpm']

/** Where a package belongs. */
export function placeOf(by: PackageRow): Need['place'] {
  const { distribution, architectures } = identityOf(by)
  return { distribution, architectures }
}

/** What a package needs and provides, of the kinds that are asked for. */
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

/** What a package needs by the service's list, and by its own files. */
export function withNative(by: PackageRow, declared: Declared, { needs, unknown }: NativeAnswer): Declared {
  const more = needs.map(({ name, kind, requirement }): Need => {
    return { by, kind, format: by.format, name, place: placeOf(by), requirements: [requirement] }
  })
  return { ...declared, needs: [...declared.needs, ...more], ...(unknown && { unknown }) }
}

/** In the words of the format's own clients. */
function askedFor(
  format: string,
  { name, operator, version }: PackageDependency,
): { name: string; requirement: VersionRequirement } {
  const requirement = { operator: operator ?? null, version: version ?? null }
  // A client of Go asks for the version that a module names and no other: a higher one is taken only where something else asks for it.
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
