import { nameOf } from '../package/describe.ts'
import { byKey, type Identity, identityOf } from '../repository/identity.ts'
import { firstOf } from '../text/cut.ts'
import { visible } from '../text/visible.ts'
import { nameKeyOf } from './names.ts'
import type { Need } from './need.ts'
import type { VersionRequirement } from './requirement.ts'
import type { Shortfall } from './shortfall.ts'
import { needText } from './words.ts'

/** What packages need, and neither the destination has nor the plan brings. */
export interface MissingDependency {
  readonly format: string
  readonly name: string
  /** All of which one version has to satisfy. */
  readonly requirements: readonly VersionRequirement[]
  /**
   * `left behind`: the source has what would satisfy, and the plan does not take it along. `elsewhere`: neither side has a package of the name, and
   * clients may have it from elsewhere, as from the repositories of their operating system. `undecidable`: there are versions, and nothing is known
   * to tell whether one satisfies.
   */
  readonly why: Shortfall['why']
  /** What cannot be decided; null where that is not why. */
  readonly detail: string | null
  /** The version at the source that would satisfy. Left out where there is none. */
  readonly available?: string | undefined
  /**
   * It is needed in some surroundings only, or installed where it can be had and not missed where not: a reason to block nothing. Left out of what
   * is needed everywhere.
   */
  readonly possible?: true | undefined
  readonly neededBy: readonly Identity[]
}

/** A need that nothing meets. */
export interface UnmetNeed {
  readonly need: Need
  readonly shortfall: Shortfall
}

/** In the order of names; who needs the same of a name, and lacks it for the same reason, is told together. */
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

/** Slugs of the repositories that packages come from and go to. */
interface Sides {
  readonly source: string
  readonly destination: string
}

type Lacking = Pick<MissingDependency, 'format' | 'name' | 'requirements' | 'why' | 'detail' | 'available'>

/** What is missing, as a sentence without full stop: it is the same for the plan and for each package that lacks it. */
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

/** A line of the plan for what is missing, with who needs it. */
export const missingText = (missing: MissingDependency, sides: Sides): string =>
  `Warning: ${lackText(missing, sides)}, ${missing.possible ? 'may be needed' : 'needed'} by ${firstOf(missing.neededBy.map(nameOf)).join(', ')}`
