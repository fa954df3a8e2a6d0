import { count } from '../../core/count.ts'
import type { PlanRow } from '../../store/plans.ts'
import type { RunRow } from '../../store/runs.ts'
import type { Visit } from '../parts.ts'
import { Badge } from '../text/badge.tsx'
import { EdgeName } from '../text/edge-name.tsx'
import { planWord } from '../text/state.ts'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'
import { Item } from './item.tsx'

/** A run in progress. */
export function RunItem({ run, visit }: { run: RunRow; visit: Visit }) {
  const { done = 0, total = 0 } = run.progress ?? {}
  return (
    <Item
      tone="busy"
      title={
        <>
          <a href={`/runs/${run.id}`}>Run {run.id}</a>
          <EdgeName of={run.edge} parts={visit.parts} />
        </>
      }
      action={
        total > 0 && (
          <span class="meter">
            <progress value={done} max={total} aria-label={`Run ${run.id}`} />
            <span class="small tight">
              {done} of {total}
            </span>
          </span>
        )
      }
    >
      <p class="small faint">
        Started <Time at={run.startedAt} now={visit.now} />
      </p>
    </Item>
  )
}

/** A plan that will continue by itself. */
export function WaitingItem({ plan, visit }: { plan: PlanRow; visit: Visit }) {
  return (
    <Item
      tone="calm"
      title={
        <>
          <a href={`/plans/${plan.id}`}>Plan {plan.id}</a>
          <EdgeName of={plan.edge} parts={visit.parts} />
          <Badge of={planWord(plan.state)} />
        </>
      }
    >
      <p class="small faint">
        {count(plan.going, 'package')}
        {plan.wakeAt !== null && (
          <>
            {' '}
            · checked again <Time at={plan.wakeAt} now={visit.now} />
          </>
        )}
        {plan.lastError !== null && (
          <>
            {' '}
            · <Text of={plan.lastError} />
          </>
        )}
      </p>
    </Item>
  )
}
