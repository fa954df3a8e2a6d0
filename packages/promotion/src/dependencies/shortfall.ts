import { chooseVersion, satisfiesAll } from '@cloudsmith-sdk/formats'
import type { Need } from './need.ts'
import { mayBeElsewhere } from './of-system.ts'
import type { Provider } from './providers.ts'

/**
 * Why a need is not met. `left behind`: the source has what would meet it, and it is not taken along. `elsewhere`: neither side has a package of
 * the name, and clients of the format may have it from elsewhere. `undecidable`: there are versions, and nothing is known to tell whether one
 * satisfies.
 */
export type Shortfall =
  | { readonly why: 'absent' | 'elsewhere' | 'no version satisfies' }
  | { readonly why: 'left behind'; readonly available: string }
  | { readonly why: 'undecidable'; readonly detail: string }

/** Whether a package meets a need, by the rules of the format. undefined: cannot be decided. */
export function meets({ version }: Provider, { format, requirements }: Need): boolean | undefined {
  if (version !== undefined) return satisfiesAll(format, version, requirements)
  return requirements.every((each) => (each.version ?? '').trim() === '')
}

/**
 * Why none of some packages meets a need; undefined where one does.
 *
 * @param there what is at the destination, or comes there
 * @param here what is at the source
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
 * The version of some packages that meets all of some needs of one name, and that a client of the format would take; undefined where there is
 * none. A pre-release that nobody asks for only where nothing else satisfies, and where the format lets it in.
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
