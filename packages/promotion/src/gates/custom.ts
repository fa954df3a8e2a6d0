import { completeTraits, type Gate, type GateTraits } from './gate.ts'
import type { Knowledge } from './knowledge.ts'
import { block, type Outcome } from './outcome.ts'

/** Traits of a gate of one's own. */
export interface CustomTraits extends GateTraits {
  /** What the function does, by a name that changes with it. Default: none. */
  identity?: string | undefined
}

/**
 * A gate of one's own, which may ask elsewhere. Where it throws, what it asks for is not known: the package is stopped, with the message
 * as the reason.
 *
 * @param traits `identity` names what the function does, such as `jira-approved@2`, and changes with it: without one the gate cannot be in a
 *   plan that is stored, as nobody could tell what was agreed to
 */
export const custom = (
  name: string,
  check: (knowledge: Knowledge) => Outcome | Promise<Outcome>,
  { identity, ...traits }: CustomTraits = {},
): Gate => ({
  name,
  settings: {},
  ...completeTraits(traits),
  identity: identity ?? null,
  async check(knowledge) {
    try {
      return await check(knowledge)
    } catch (error) {
      const seen = error instanceof Error ? error.message : String(error)
      return block({ cause: 'evidence', why: `${name} could not be evaluated: ${seen}`, seen, needed: 'an answer' })
    }
  },
})
