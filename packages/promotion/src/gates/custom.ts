import { completeTraits, type Gate, type GateTraits } from './gate.ts'
import type { Knowledge } from './knowledge.ts'
import { block, type Outcome } from './outcome.ts'

/** Traits of a custom gate. */
export interface CustomTraits extends GateTraits {
  /** An identifier of what the function does, such as `jira-approved@2`. Change it whenever the function changes. Default: none. */
  identity?: string | undefined
}

/**
 * Creates a custom gate, whose function may make requests of its own. If the function throws, the package is blocked, with the error message as the
 * reason.
 *
 * @param traits without `identity`, the gate cannot be part of a plan that is stored, because nobody could tell which check was approved
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
