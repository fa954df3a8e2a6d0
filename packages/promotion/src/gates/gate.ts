import type { Knowledge } from './knowledge.ts'
import type { Fact, Outcome } from './outcome.ts'

/** What stands on the door of a stage. */
export interface Gate {
  readonly name: string
  /** What it was made with: plain data, part of a plan's digest. */
  readonly settings: Fact
  /** It needs the findings of the scan, which cost a request for every vulnerable package. */
  readonly needsFindings: boolean
  /** It needs what is attached to the package, which costs a request for every package. */
  readonly needsMetadata: boolean
  /** It needs what the policies of the workspace decide, which costs a request for each of them, or for every package. */
  readonly needsDecisions: boolean
  /** It asks people: only when every other gate is open is there something that they can agree to. */
  readonly asksPeople: boolean
  /**
   * A name for what its function does, where the settings do not tell all of it: part of what is approved. Null where nobody has declared one:
   * such a gate can be asked, but not be in a plan that is stored.
   */
  readonly identity: string | null
  /** A pure function, but for gates of one's own that have to ask elsewhere. */
  check(knowledge: Knowledge): Outcome | Promise<Outcome>
}

/** The traits of a kind of gate. */
export interface GateTraits {
  /** Default: false. */
  needsFindings?: boolean | undefined
  /** Default: false. */
  needsMetadata?: boolean | undefined
  /** Default: false. */
  needsDecisions?: boolean | undefined
  /** Default: false. */
  asksPeople?: boolean | undefined
}

/**
 * Makes a kind of gate: a name, and a function from its settings to its answer. Settings are checked, and what can be prepared is
 * prepared, before the first package comes.
 *
 * @example
 * const small = defineGate('small', (most: { bytes: number }) => ({ package: { size } }) =>
 *   size <= most.bytes ? pass() : block({ why: 'it is too large', seen: size, needed: most.bytes }))
 */
export const defineGate =
  <Settings extends object>(
    name: string,
    prepare: (settings: Settings) => Gate['check'],
    traits: GateTraits | ((settings: Settings) => GateTraits) = {},
  ): ((settings: Settings) => Gate) =>
  (settings) => ({
    name,
    settings: JSON.parse(JSON.stringify(settings)) as Fact,
    ...completeTraits(typeof traits === 'function' ? traits(settings) : traits),
    identity: name,
    check: prepare(settings),
  })

/** Fills in the defaults. */
export const completeTraits = ({
  needsFindings = false,
  needsMetadata = false,
  needsDecisions = false,
  asksPeople = false,
}: GateTraits): Required<{ [Trait in keyof GateTraits]: boolean }> => ({
  needsFindings,
  needsMetadata,
  needsDecisions,
  asksPeople,
})
