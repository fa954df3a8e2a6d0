import type { Gate, GateTraits } from './gate.ts'
import type { Knowledge } from './knowledge.ts'
import { block, type Outcome } from './outcome.ts'

/**
 * A gate of one's own, which may ask elsewhere. Where it throws, what it asks for is not known: the package is stopped, with the message
 * as the reason.
 *
 * @param name is part of a plan's hash; what the function does is not, so change the name when that changes
 */
export const custom = (
  name: string,
  check: (knowledge: Knowledge) => Outcome | Promise<Outcome>,
  { needsFindings = false, needsMetadata = false }: GateTraits = {},
): Gate => ({
  name,
  settings: {},
  needsFindings,
  needsMetadata,
  async check(knowledge) {
    try {
      return await check(knowledge)
    } catch (error) {
      const seen = error instanceof Error ? error.message : String(error)
      return block({ cause: 'evidence', why: `${name} could not be asked`, seen, needed: 'an answer' })
    }
  },
})
