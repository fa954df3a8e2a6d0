import { nameOf } from '../package/describe.ts'
import { byKey, type Identity, identityOf } from '../repository/identity.ts'
import { firstOf } from '../text/cut.ts'
import { visible } from '../text/visible.ts'
import { nameKeyOf } from './names.ts'
import type { Need } from './need.ts'
import type { VersionRequirement } from './requirement.ts'
import type { Shortfall } from './shortfall.ts'
import { needText } from './words.ts'

/** A dependency that neither the destination has nor the plan brings. */
export interface MissingDependency {
  readonly format: string
  readonly name: string
  /** Requirements that one version has to satisfy together. */
  readonly requirements: readonly VersionRequirement[]
  /**
   * `absent`: neither side has a package with this name. `elsewhere`: likewise, but clients may get it elsewhere, such as from the repositories of
   * their operating system. `no version satisfies`: only other versions exist. `left behind`: the source has a version that would satisfy, and the
   * plan does not take it along. `undecidable`: there are versions, but it cannot be determined whether one satisfies.
   */
  readonly why: Shortfall['why']
  /** What cannot be determined, for `undecidable`; otherwise null. */
  readonly detail: string | null
  /** The version at the source that would satisfy, for `left behind`; otherwise omitted. */
  readonly available?: string | undefined
  /**
   * Set if it is needed on some platforms only, or installed if available and not missed otherwise, so it blocks nothing. Omitted if it is needed
   * everywhere.
   */
  readonly possible?: true | undefined
  /** The packages that need it. */
  readonly neededBy: readonly Identity[]
}

/** A dependency that nothing meets. */
export interface UnmetNeed {
  readonly need: Need
  readonly shortfall: Shortfall
}

/** Sorted by name. Packages that lack the same dependency for the same reason share an entry. */
export function missingOf(unmet: readonly UnmetNeed[]): MissingDependency[] {
  const alike = Map.groupBy(unmet, ({ need, shortfall }) =>
    JSON.stringify([nameKeyOf(need), need.kind, need.requirements, shortfall]),
  )
  return [...alike]
    .toSorted(([a], [b]) => byKey(a, b))
    .flatMap(([, group]) =>
      group.slice(0, 1).map(({ need: { format, name, requirements, kind }, shortfall }) => ({
        ...{ format, name, requirements, why: shortfall.why, detail: 'detail' in shortfall ? shortfall.detail : null },
        ...('available' in shortfall ? { available: shortfall.available } : {}),
        ...(kind === 'possible' ? { possible: true as const } : {}),
        neededBy: group.map(({ need }) => identityOf(need.by)),
      })),
    )
}

/** Slugs of the source and destination repositories. */
interface Sides {
  readonly source: string
  readonly destination: string
}

type Lacking = Pick<MissingDependency, 'format' | 'name' | 'requirements' | 'why' | 'detail' | 'available'>

/** Says what is missing, as a sentence without a full stop. It is the same for the plan and for each package that lacks it. */
export function lackText(lacking: Lacking, { source, destination }: Sides): string {
  const needed = needText(lacking)
  switch (lacking.why) {
    case 'absent':
      return `${needed} is neither in ${destination} nor in ${source}`
    case 'elsewhere':
      return `${needed} is neither in ${destination} nor in ${source}: clients must get it elsewhere`
    case 'no version satisfies':
      return `${needed} is neither in ${destination} nor in ${source}, only other versions of it`
    case 'left behind':
      return visible(`${needed} is not in ${destination}, and ${source} has ${lacking.available}`)
    case 'undecidable':
      return visible(`it cannot be determined whether ${destination} has ${needed}: ${lacking.detail}`)
  }
}

/** A line of the plan about a missing dependency, with the packages that need it. */
export const missingText = (missing: MissingDependency, sides: Sides): string =>
  `Warning: ${lackText(missing, sides)}, ${missing.possible ? 'may be needed' : 'needed'} by ${firstOf(missing.neededBy.map(nameOf)).join(', ')}`
