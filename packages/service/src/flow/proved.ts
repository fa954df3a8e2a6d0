import { admit, type GivenApproval } from '@cloudsmith-sdk/promotion'
import { DecisionError } from './decision-error.ts'
import { edgeIn, type FlowParts, trustIn } from './parts.ts'

/**
 * Verifies who gave an approval that was made elsewhere. Anybody can write one under any name, so an approval without valid proof is rejected here,
 * where its sender can still correct it, and before it is shown under the name of somebody who never gave it.
 *
 * @param edge ID of the plan's edge
 * @throws {DecisionError} the approval has no valid proof
 */
export async function provedBy(parts: FlowParts, edge: string, given: GivenApproval): Promise<string> {
  const served = edgeIn(parts, edge)?.served
  if (served === undefined) throw new DecisionError('not possible', `No pipeline has the edge ${edge} any longer.`)
  const { consents, refused } = await admit({ approvals: [given], trust: trustIn(parts, served) }, served.pipeline.people)
  const [consent] = consents
  if (consent?.signed) return consent.person
  if (consent !== undefined) {
    throw new DecisionError(
      'not possible',
      'The approval is not signed, and nothing else proves who gave it: sign it, or approve in person.',
    )
  }
  const [{ by, why } = { by: 'nobody', why: 'is not an approval' }] = refused
  throw new DecisionError(
    'not possible',
    `The approval by ${by} ${why}. The pipeline lists each person's keys, and its trust file the keys and issuers that are trusted.`,
  )
}
