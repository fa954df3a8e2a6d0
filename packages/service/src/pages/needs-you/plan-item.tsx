import { count } from '../../core/count.ts'
import { askText } from '../agree/ask.ts'
import type { Visit } from '../parts.ts'
import { EdgeName } from '../text/edge-name.tsx'
import { Several } from '../text/list.tsx'
import { PackageName } from '../text/package-name.tsx'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'
import { Item } from './item.tsx'
import type { WaitingPlan } from './waiting-plans.ts'

/** A plan that waits for approval. */
export function PlanItem({ waiting, visit }: { waiting: WaitingPlan; visit: Visit }) {
  const { plan, first, asks, agreed, isMine } = waiting
  return (
    <Item
      tone="warn"
      title={
        <span>
          <Several of={first.map((each) => <PackageName {...each} />)} total={plan.going} />
        </span>
      }
      action={
        <a class={isMine ? 'button primary' : 'button'} href={`/plans/${plan.id}`}>
          {isMine ? 'Review' : 'View'}
          <span class="unheard"> plan {plan.id}</span>
        </a>
      }
    >
      <p class="small">
        <EdgeName of={plan.edge} parts={visit.parts} /> <span class="faint">· {count(plan.going, 'package')} · planned </span>
        <span class="faint">
          <Time at={plan.madeAt} now={visit.now} />
        </span>
        {plan.requestedBy !== null && (
          <span class="faint">
            {' '}
            for <Text of={plan.requestedBy} most={60} />
          </span>
        )}
      </p>
      <p class="small faint">
        {asks.length > 0 && `Needs ${asks.map(askText).join('; ')}. `}
        {agreed.length === 0 ? 'No approvals yet.' : <Agreed of={agreed.map(({ by }) => by)} />}
      </p>
    </Item>
  )
}

function Agreed({ of }: { of: readonly string[] }) {
  return (
    <>
      Approved by: <Several of={of.map((name) => <Text of={name} most={60} />)} total={of.length} />.
    </>
  )
}
