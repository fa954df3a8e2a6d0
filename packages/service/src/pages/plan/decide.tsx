import { may } from '../../access/person.ts'
import type { Actor } from '../../store/actor.ts'
import { isBy } from '../../store/actor.ts'
import type { ApprovalRow } from '../../store/decisions.ts'
import type { PlanRow } from '../../store/plans.ts'
import { type Ask, askText } from '../agree/ask.ts'
import type { Visit } from '../parts.ts'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'

/** Maximum length of a reason in characters. */
export const longestReason = 2_000

interface DecideProps {
  readonly visit: Visit
  readonly plan: PlanRow
  readonly asks: readonly Ask[]
  readonly approvals: readonly ApprovalRow[]
  /** This person, as the actor under whose name their decision is recorded. */
  readonly actor: Actor
  /** Why this person cannot approve. */
  readonly whyNot: string | undefined
}

/** The approvals so far, and the forms to approve and to refuse. */
export function Decide({ visit, plan, asks, approvals, actor, whyNot }: DecideProps) {
  const isOpen = plan.closedAt === null
  const mayDecide = may(visit.person, 'approve')
  return (
    <section class="sheet padded" aria-labelledby="decide">
      <h2 id="decide">{isOpen ? 'Your decision' : 'Decisions'}</h2>
      {asks.length > 0 && <p class="small">Needs {asks.map(askText).join('; ')}.</p>}
      <Approvals visit={visit} plan={plan} approvals={approvals} actor={actor} />
      {isOpen && !mayDecide && <p class="small faint">With the role {visit.person.role} you can look, but not decide.</p>}
      {isOpen && mayDecide && (
        <>
          {whyNot !== undefined ? (
            <p class="small faint">{whyNot}</p>
          ) : plan.state === 'applying' ? null : (
            <ApproveForm plan={plan} />
          )}
          <RefuseForm plan={plan} />
        </>
      )}
    </section>
  )
}

function Approvals({ visit, plan, approvals, actor }: Pick<DecideProps, 'visit' | 'plan' | 'approvals' | 'actor'>) {
  if (approvals.length === 0) return <p class="small faint">{plan.closedAt === null ? 'No approvals yet.' : 'No approvals.'}</p>
  return (
    <ul class="decisions">
      {approvals.map((approval) => (
        <li>
          <p>
            <strong>
              <Text of={approval.by} most={80} />
            </strong>{' '}
            {approval.revokedAt === null ? 'agreed' : 'approved, revoked'}{' '}
            <span class="faint small">
              <Time at={approval.revokedAt ?? approval.at} now={visit.now} />
            </span>
          </p>
          {approval.reason !== null && (
            <p class="small faint">
              <Text of={approval.reason} most={longestReason} />
            </p>
          )}
          {plan.closedAt === null && approval.revokedAt === null && isBy(approval, actor) && (
            <details class="more small">
              <summary>Revoke…</summary>
              <form class="act" method="post" action={`/approvals/${approval.id}/revoke`}>
                <label class="field">
                  <span>Why (visible to everyone)</span>
                  <input name="why" required maxlength={longestReason} autocomplete="off" />
                </label>
                <button type="submit" class="small">
                  Revoke
                </button>
              </form>
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}

function ApproveForm({ plan }: { plan: PlanRow }) {
  return (
    <form class="act" method="post" action={`/plans/${plan.id}/approve`}>
      <label class="field">
        <span>Reason (optional)</span>
        <textarea name="reason" maxlength={longestReason} rows={2} />
      </label>
      <button type="submit" class="primary">
        Approve
      </button>
    </form>
  )
}

function RefuseForm({ plan }: { plan: PlanRow }) {
  return (
    <details class="more">
      <summary>Refuse…</summary>
      <form class="act" method="post" action={`/plans/${plan.id}/refuse`}>
        <p class="small faint">The plan ends, and its packages are not proposed again unless they change.</p>
        <label class="field">
          <span>Why (visible to everyone)</span>
          <textarea name="why" required maxlength={longestReason} rows={2} />
        </label>
        <button type="submit" class="danger">
          Refuse
        </button>
      </form>
    </details>
  )
}
