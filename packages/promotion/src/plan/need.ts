import type { DependencyType, PackageDependency } from '@cloudsmith-sdk/client'
import { chooseVersion, type Requirement, versionScheme } from '@cloudsmith-sdk/formats'
import { type Identity, identityOf, keyOf } from '../repository/identity.ts'
import type { PackageRow } from '../repository/row.ts'

/** A name that a package cannot be installed without, and all that it asks of the version. */
export interface Need {
  readonly by: PackageRow
  readonly format: string
  /** As the package writes it. */
  readonly name: string
  /** Distribution of the package: what is of another does not serve it. */
  readonly distribution: string | undefined
  readonly requirements: readonly Requirement[]
}

/** Why a need is not met. */
export type Shortfall =
  | { readonly why: 'absent' }
  | { readonly why: 'no version satisfies' }
  | { readonly why: 'undecidable'; readonly detail: string }

/** What a package cannot be installed without. */
const needed: readonly (DependencyType | undefined)[] = [
  'Depends',
  'Pre-Depends',
  'Requires',
  'Runtime',
  'Compile',
  'Import',
  undefined,
]

/** What a package needs, each name once. */
export function needsOf(by: PackageRow, dependencies: readonly PackageDependency[]): Need[] {
  const { format, distribution } = identityOf(by)
  const wanted = dependencies.filter(({ dep_type }) => needed.includes(dep_type))
  return [...Map.groupBy(wanted, ({ name }) => needKey({ format, name }))].flatMap(([, alike]) =>
    alike.slice(0, 1).map(({ name }) => {
      const requirements = alike.map(({ operator, version }) => ({ operator: operator ?? null, version: version ?? null }))
      return { by, format, name, distribution, requirements }
    }),
  )
}

/** Equal for needs that the same packages meet, as far as their names go. */
export const needKey = ({ format, name }: Pick<Need, 'format' | 'name'>): string =>
  keyOf({ format, name: format === 'deb' ? name.replace(/:\w+$/, '') : name, version: '', filename: '' })

/** As {@link needKey}, of a package that may meet it: Maven's are known by their group and name. */
export function keyOfProvider({ format, name, identifiers }: Identity): string {
  const group = identifiers?.maven_group_id
  return needKey({ format, name: group === undefined ? name : `${group}:${name}` })
}

/** The name that packages of a need have, to look for. */
export function soughtFor({ format, name }: Pick<Need, 'format' | 'name'>): Identity {
  const own = format === 'maven' ? name.slice(name.lastIndexOf(':') + 1) : format === 'deb' ? name.replace(/:\w+$/, '') : name
  return { format, name: own, version: '', filename: '' }
}

/** Whether a package is of a distribution that serves a need. @see docs/service.md#identity */
export function serves({ distribution: its }: Identity, { distribution: wanted }: Pick<Need, 'distribution'>): boolean {
  return (
    its === undefined || wanted === undefined || its === wanted || [its, wanted].some((each) => each.startsWith('any-distro/'))
  )
}

/** Why none of the versions meets the requirements, by the rules of the format; undefined where one does. */
export function shortfallOf({ format, requirements }: Need, versions: readonly string[]): Shortfall | undefined {
  if (versions.length === 0) return { why: 'absent' }
  if (requirements.every(isAny)) return undefined
  const scheme = versionScheme(format)
  const verdicts = versions.map((version) => {
    const each = requirements.map((requirement) => isAny(requirement) || scheme?.satisfies(version, requirement))
    return each.includes(false) ? false : each.includes(undefined) ? undefined : true
  })
  if (verdicts.includes(true)) return undefined
  if (!verdicts.includes(undefined)) return { why: 'no version satisfies' }
  const choice = chooseVersion(format, versions, requirements)
  return { why: 'undecidable', detail: 'why' in choice ? choice.why : 'the format does not tell' }
}

const isAny = ({ version }: Requirement): boolean => (version ?? '').trim() === ''
