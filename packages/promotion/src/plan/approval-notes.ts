import { systemClock } from '@cloudsmith-sdk/client'
import { admit } from '../approval/admit.ts'
import type { Trust } from '../approval/trust.ts'
import type { GivenApproval } from '../approval/word.ts'
import { objectionTo } from '../gates/approval.ts'
import { directoryOf } from '../gates/people.ts'
import { edgeOf } from '../pipeline/edge-of.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import type { Plan } from './plan.ts'

/** Options of {@link approvalNotes}. */
export interface ApprovalNotesOptions {
  /** Whose signatures and tokens count. Default: nobody's. */
  trust?: Trust | undefined
  /** The time at which to judge the approval. Default: now. */
  now?: Date | undefined
}

/**
 * Explains why an approval that was just given will not count at the gates of its stage, as far as that is known before the gates run: for
 * example the pipeline does not know the approver, they may not approve, must sign, or requested the promotion themselves. Sends no requests
 * to the service.
 *
 * @returns sentences without a full stop, whose subject is the approval; empty if the approval counts
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
