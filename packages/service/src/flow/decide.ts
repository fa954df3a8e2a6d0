import { approve, type GivenApproval, type IdentitySource, type Plan, PlanError, revoke } from '@cloudsmith-sdk/promotion'
import type { Queryable } from '../database/database.ts'
import { type Actor, isBy } from '../store/actor.ts'
import { announce } from '../store/announce.ts'
import { audit } from '../store/audit.ts'
import { approvalsOf, findApproval, keepApproval, keepRefusal, keepRevocation } from '../store/decisions.ts'
import { closePlan, wakePlan } from '../store/plan-claims.ts'
import { findPlan, type PlanRow, planDocument } from '../store/plans.ts'
import { DecisionError } from './decision-error.ts'
import { edgeIn, type FlowParts, nowOf, tell } from './parts.ts'
import { provedBy } from './proved.ts'
import { approvalIn } from './said-in.ts'
import { sendApply } from './send.ts'

/** An approval to record. */
export interface Agreement {
  /** The reason. Default: none. */
  readonly reason?: string | undefined
  /** When it expires. Default: never. */
  readonly expires?: Date | undefined
  /** An approval that was made elsewhere, with its proof. Default: an approval by the actor is made here. */
  readonly document?: GivenApproval | undefined
}

/**
 * Approves a plan, once for each person, and has it applied again. Its gates decide whether that is enough.
 *
 * @throws {DecisionError} there is no such plan, it has ended, it would promote nothing, the approval is for another plan or is not proved, or the
 * person has approved it already
 */
export async function approvePlan(parts: FlowParts, id: number, actor: Actor, agreement: Agreement = {}): Promise<void> {
  const at = nowOf(parts)
  const { row, plan } = await openPlan(parts.database, id)
  const { reason = null, expires } = agreement
  const { document: given } = agreement
  const document =
    given ?? (await approvalOf(plan, { by: actor.by, now: at, expires, identity: proofFor(parts, actor, row.edge) }))
  const said = approvalIn(document)
  if (said === undefined || said.plan !== plan.digest) {
    throw new DecisionError('not possible', `This document is not an approval of plan ${id}.`)
  }
  const whose = given === undefined ? actor : { by: await provedBy(parts, row.edge, given), issuer: null, subject: null }
  await parts.database.transaction(async (transaction) => {
    const ends = said.expires === null ? null : new Date(said.expires)
    const counting = (await approvalsOf(transaction, id)).filter((each) => each.revokedAt === null && !isOver(each.expires, at))
    if (counting.some((each) => isBy(each, whose))) {
      throw new DecisionError(
        'not possible',
        `${whose.by} has already approved it: the next approval has to come from someone else.`,
      )
    }
    await keepApproval(transaction, { ...whose, plan: id, at: new Date(said.at), expires: ends, reason, document })
    await applyAgain(parts, transaction, id)
    await audit(transaction, actor, { at, action: 'plan.approved', about: `plan:${id}`, detail: { reason } })
    await tell(parts, transaction, { type: 'plan approved', plan: id, by: whose.by, pipeline: row.pipeline, edge: row.edge, at })
  })
}

const isOver = (expires: Date | null, at: Date): boolean => expires !== null && expires <= at

function proofFor(parts: FlowParts, actor: Actor, edge: string): IdentitySource | undefined {
  const served = edgeIn(parts, edge)?.served
  return served && parts.proofOf?.(actor, served)
}

async function approvalOf(
  plan: Plan,
  { identity, ...said }: { by: string; now: Date; expires: Date | undefined; identity: IdentitySource | undefined },
): Promise<GivenApproval> {
  try {
    return await (identity === undefined ? approve(plan, said) : approve(plan, { ...said, identity }))
  } catch (cause) {
    if (cause instanceof PlanError) throw new DecisionError('not possible', cause.message, { cause })
    throw cause
  }
}

/**
 * Refuses a plan, which ends it. Its packages are not proposed again unless they change.
 *
 * @param why a sentence without its full stop
 * @throws {DecisionError} there is no such plan, or it is over
 */
export async function refusePlan(parts: FlowParts, id: number, actor: Actor, why: string): Promise<void> {
  const at = nowOf(parts)
  await parts.database.transaction(async (transaction) => {
    const { row } = await openPlan(transaction, id)
    if (!(await closePlan(transaction, id, 'refused', at))) throw over(id)
    await keepRefusal(transaction, { ...actor, plan: id, at, why })
    await audit(transaction, actor, { at, action: 'plan.refused', about: `plan:${id}`, detail: { why } })
    await announce(transaction, `plan:${id}`, 'holdings', 'tasks')
    await tell(parts, transaction, {
      type: 'plan refused',
      plan: id,
      by: actor.by,
      why,
      pipeline: row.pipeline,
      edge: row.edge,
      at,
    })
  })
}

/**
 * Revokes an approval. Packages that were promoted with it stay where they are.
 *
 * @param why a sentence without its full stop
 * @throws {DecisionError} there is no such approval
 */
export async function revokeApproval(parts: FlowParts, approval: number, actor: Actor, why: string): Promise<void> {
  const at = nowOf(parts)
  await parts.database.transaction(async (transaction) => {
    const found = await findApproval(transaction, approval)
    if (found === undefined) throw new DecisionError('not found', `There is no approval ${approval}.`)
    const edge = (await findPlan(transaction, found.plan))?.edge ?? ''
    const document = await revoke(found.document, { by: actor.by, why, now: at, identity: proofFor(parts, actor, edge) })
    await keepRevocation(transaction, { ...actor, approval, at, why, document })
    await audit(transaction, actor, { at, action: 'approval.revoked', about: `plan:${found.plan}`, detail: { approval, why } })
    await announce(transaction, `plan:${found.plan}`, 'tasks')
  })
}

/** Has an open plan applied now, without waiting for its next attempt. @throws {DecisionError} there is no such plan, or it has ended */
export async function applyNow(parts: FlowParts, id: number, actor: Actor): Promise<void> {
  await parts.database.transaction(async (transaction) => {
    await openPlan(transaction, id)
    await applyAgain(parts, transaction, id)
    await audit(transaction, actor, { at: nowOf(parts), action: 'plan.applied', about: `plan:${id}` })
  })
}

async function applyAgain(parts: FlowParts, transaction: Queryable, id: number): Promise<void> {
  if (!(await wakePlan(transaction, id, nowOf(parts)))) throw over(id)
  await sendApply(parts.queue, id, transaction)
  await announce(transaction, `plan:${id}`, 'tasks')
}

const over = (id: number): DecisionError => new DecisionError('over', `Plan ${id} has ended.`)

async function openPlan(database: Queryable, id: number): Promise<{ row: PlanRow; plan: Plan }> {
  const [row, plan] = [await findPlan(database, id), await planDocument(database, id)]
  if (row === undefined || plan === undefined) throw new DecisionError('not found', `There is no plan ${id}.`)
  if (row.closedAt !== null) throw over(id)
  return { row, plan }
}
