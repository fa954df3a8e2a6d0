import { systemClock } from '@cloudsmith-sdk/client'
import { type Approval, approvalKind } from '../approval/approval.ts'
import { PlanError } from '../repository/plan-error.ts'
import { requireIntact, subjectsUnder } from './digest.ts'
import { goes } from './is-sent.ts'
import type { Plan } from './plan.ts'

/** Options of {@link approve}. */
export interface ApproveOptions {
  /** Who agrees: a name, a login or an address. */
  by: string
  /** From when on it counts no more. Default: it does not end by itself. */
  expires?: Date | undefined
  /** Default: now. */
  now?: Date | undefined
}

/**
 * Agrees to what a plan says would go: every package that is to be promoted, or only waits for people. What is blocked, waits for something
 * else or conflicts is not agreed to, whatever becomes of it later.
 *
 * @throws {PlanError} the plan was edited, or nothing of it would go
 */
export async function approve(plan: Plan, { by, expires, now = new Date(systemClock.now()) }: ApproveOptions): Promise<Approval> {
  await requireIntact(plan)
  const going = plan.items.filter(goes)
  if (going.length === 0) throw new PlanError('Nothing of the plan would go, so there is nothing to approve.')
  const subjectOf = await subjectsUnder(plan)
  const subjects = await Promise.all(going.map((item) => subjectOf(item, item.waivers)))
  return {
    ...{ kind: approvalKind, version: 1, by, at: now.toISOString() },
    expires: expires?.toISOString() ?? null,
    plan: plan.digest,
    subjects,
  }
}
