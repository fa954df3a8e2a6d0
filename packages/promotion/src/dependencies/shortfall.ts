import { chooseVersion, satisfiesAll } from '@cloudsmith-sdk/formats'
import type { Need } from './need.ts'
import { mayBeElsewhere } from './of-system.ts'
import type { Provider } from './providers.ts'

/**
 * Why a dependency is not met. `absent`: neither side has a package with this name. `elsewhere`: likewise, but clients of the format may get it
 * elsewhere. `no version satisfies`: only other versions exist. `left behind`: the source has a version that would satisfy, and it is not taken
 * along. `undecidable`: there are versions, but it cannot be determined whether one satisfies.
 */
export type Shortfall =
  | { readonly why: 'absent' | 'elsewhere' | 'no version satisfies' }
  | { readonly why: 'left behind'; readonly available: string }
  | { readonly why: 'undecidable'; readonly detail: string }

/** Whether a package meets a dependency, by the rules of the format; undefined if that cannot be determined. */
export function meets({ version }: Provider, { format, requirements }: Need): boolean | undefined {
  if (version !== undefined) return satisfiesAll(format, version, requirements)
  return requirements.every((each) => (each.version ?? '').trim() === '')
}

/**
 * Why none of the packages meets a dependency; undefined if one does.
 *
 * @param there packages that are at the destination, or will be
 * @param here packages at the source
 */
export function shortfallOf(need: Need, there: readonly Provider[], here: readonly Provider[] = []): Shortfall | undefined {
  const verdicts = [...there, ...here].map((provider) => meets(provider, need))
  if (verdicts.slice(0, there.length).includes(true)) return undefined
  const along = here[verdicts.indexOf(true) - there.length]
  if (along !== undefined) return { why: 'left behind', available: chosenFrom(here, [need]) ?? along.identity.version }
  if (verdicts.length === 0) return { why: mayBeElsewhere(need) ? 'elsewhere' : 'absent' }
  if (!verdicts.includes(undefined)) return { why: 'no version satisfies' }
  const choice = chooseVersion(need.format, versionsOf([...there, ...here]), need.requirements)
  return { why: 'undecidable', detail: 'why' in choice ? choice.why : 'the format does not say' }
}

/**
 * The version that meets several dependencies on one name and that a client of the format would choose; undefined if there is none. A pre-release
 * that nobody asks for is chosen only if nothing else satisfies and the format allows it.
 */
export function chosenFrom(providers: readonly Provider[], needs: readonly Need[]): string | undefined {
  const [first] = needs
  if (first === undefined) return undefined
  const requirements = needs.flatMap((need) => need.requirements)
  const suitable = versionsOf(providers).filter((version) => satisfiesAll(first.format, version, requirements))
  for (const prereleases of [false, true]) {
    const choice = chooseVersion(first.format, suitable, requirements, { prereleases })
    if ('version' in choice) return choice.version
  }
  return undefined
}

const versionsOf = (providers: readonly Provider[]): string[] => [
  ...new Set(providers.flatMap(({ version }) => (version === undefined ? [] : [version]))),
]
