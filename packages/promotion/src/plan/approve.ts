import { systemClock } from '@cloudsmith-sdk/client'
import { type Approval, approvalKind } from '../approval/approval.ts'
import { approvalWord, type GivenApproval, type Identified, type IdentitySource, type Proof, proved } from '../approval/word.ts'
import { PlanError } from '../repository/plan-error.ts'
import type { Envelope } from '../signing/envelope.ts'
import type { Signer } from '../signing/sign.ts'
import { requireIntact, subjectsUnder } from './digest.ts'
import { goes } from './is-sent.ts'
import { requireDeclared } from './made-here.ts'
import type { Plan } from './plan.ts'

/** Options of {@link approve}. */
export interface ApproveOptions extends Proof {
  /**
   * Who approves: a name, a login or an e-mail address. If the approval is signed or carries a token, that must belong to the same person.
   */
  by: string
  /** When the approval ends. Default: it does not end by itself. */
  expires?: Date | undefined
  /** The time of the approval. Default: now. */
  now?: Date | undefined
}

/**
 * Approves everything that a plan would promote: the packages whose outcome is `promote` or `needs approval`. Packages that are blocked,
 * waiting or in conflict are not approved, even if their outcome changes later.
 *
 * @returns a document; in a DSSE envelope with `signer`, beside a token with `identity`
 * @throws {UnusableError} the plan was edited, or the function of one of its gates has no declared identity
 * @throws {PlanError} the plan would promote nothing
 * @throws {InvalidRequestError} both a key and an identity are given, or the type of the key is not supported
 * @example
 * const signed = await approve(plan, { by: 'ada', signer: privateKey })
 * const identified = await approve(plan, { by: 'bob', identity: (audience) => tokenFor(audience) })
 */
export function approve(plan: Plan, options: ApproveOptions & { signer?: undefined; identity?: undefined }): Promise<Approval>
export function approve(plan: Plan, options: ApproveOptions & { signer: Signer }): Promise<Envelope>
export function approve(plan: Plan, options: ApproveOptions & { identity: IdentitySource }): Promise<Identified<Approval>>
export function approve(plan: Plan, options: ApproveOptions): Promise<GivenApproval>
export async function approve(
  plan: Plan,
  { by, expires, now = new Date(systemClock.now()), ...proof }: ApproveOptions,
): Promise<GivenApproval> {
  requireIntact(plan)
  requireDeclared(plan, 'An approval is kept, and')
  const going = plan.items.filter(goes)
  if (going.length === 0) throw new PlanError('The plan would promote nothing, so there is nothing to approve.')
  const subjectOf = subjectsUnder(plan)
  const subjects = going.map((item) => subjectOf(item, item.waivers))
  const approval: Approval = {
    ...{ kind: approvalKind, version: 1, by, at: now.toISOString() },
    expires: expires?.toISOString() ?? null,
    plan: plan.digest,
    subjects,
  }
  return await proved(approval, approvalWord, proof)
}
