import { systemClock } from '@cloudsmith-sdk/client'
import { admit } from '../approval/admit.ts'
import type { Trust } from '../approval/trust.ts'
import type { GivenApproval } from '../approval/word.ts'
import { objectionTo } from '../gates/approval.ts'
import { directoryOf } from '../gates/people.ts'
import { edgeOf } from '../pipeline/edge-of.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import type { Plan } from './plan.ts'

/** What an approval is held against. */
export interface ApprovalNotesOptions {
  /** Whose signatures and tokens count. Default: nobody's. */
  trust?: Trust | undefined
  /** Default: now. */
  now?: Date | undefined
}

/**
 * Tells whoever has just agreed to a plan why that will not count at the door of its stage, as far as it can be known before gates are asked: they are
 * nobody whom the pipeline knows, may not agree, have to sign, or ask for it themselves. Asks nobody.
 *
 * @returns sentences without full stop, of which the approval is the subject; none where nothing is in its way
 * @throws {PipelineError} the pipeline has no such edge
 */
export async function approvalNotes(
  pipeline: Pipeline,
  plan: Plan,
  given: GivenApproval,
  { trust, now = new Date(systemClock.now()) }: ApprovalNotesOptions = {},
): Promise<readonly string[]> {
  if (plan.owner !== pipeline.owner) return [`is for a plan of ${plan.owner}, but the pipeline belongs to ${pipeline.owner}`]
  const { name, gates } = edgeOf(pipeline, plan.from, plan.to, plan.edge).destination
  const asking = gates.filter(({ asksPeople }) => asksPeople)
  if (asking.length === 0) return [`is not needed: no gate of ${name} requires approval`]
  const { consents, refused } = await admit({ approvals: [given], trust }, pipeline.people)
  const { personOf } = directoryOf(pipeline.people)
  const told = consents.flatMap((consent) => {
    const [subject] = consent.subjects
    const situation = { subject, uploader: null, requestedBy: plan.requestedBy ?? undefined, personOf, now }
    return asking.flatMap((gate) => objectionTo(gate, consent, situation) ?? [])
  })
  return [...new Set([...refused.map(({ why }) => why), ...told])]
}
