import type { Knowledge } from './knowledge.ts'
import type { Fact, Outcome } from './outcome.ts'

/** A check that a package must pass before it may enter a stage. */
export interface Gate {
  /** Name of the gate, as in plans, waivers and messages. */
  readonly name: string
  /** The settings that it was created with: plain data, included in the digest of a plan. */
  readonly settings: Fact
  /** Whether it needs the findings of the scan, which costs a request for every vulnerable package. */
  readonly needsFindings: boolean
  /** Whether it needs the attached metadata, which costs a request for every package. */
  readonly needsMetadata: boolean
  /** Whether it needs the decisions of workspace policies, which cost a request for each policy, or for every package. */
  readonly needsDecisions: boolean
  /**
   * Whether it requires approvals. Such a gate is evaluated only once every other gate passes, because only then is it clear what people would
   * approve.
   */
  readonly asksPeople: boolean
  /**
   * An identifier of what its function does, where the settings do not say everything; it is part of what is approved. Null if none was declared:
   * such a gate can be evaluated, but cannot be part of a plan that is stored.
   */
  readonly identity: string | null
  /** Evaluates the gate. A pure function, except for custom gates that make requests of their own. */
  check(knowledge: Knowledge): Outcome | Promise<Outcome>
}

/** The traits of a type of gate: what it needs to be evaluated. */
export interface GateTraits {
  /** Whether it needs the findings of the scan, see {@link Gate.needsFindings}. Default: false. */
  needsFindings?: boolean | undefined
  /** Whether it needs the attached metadata, see {@link Gate.needsMetadata}. Default: false. */
  needsMetadata?: boolean | undefined
  /** Whether it needs policy decisions, see {@link Gate.needsDecisions}. Default: false. */
  needsDecisions?: boolean | undefined
  /** Whether it requires approvals, see {@link Gate.asksPeople}. Default: false. */
  asksPeople?: boolean | undefined
}

/**
 * Defines a type of gate: a name, and a function that takes the settings and returns the check. Settings are validated, and anything that can be
 * prepared is prepared, when a gate is created, before it sees the first package.
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
