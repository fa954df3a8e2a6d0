import type { Plan, PlanItem } from '@cloudsmith-sdk/promotion'
import { count, number } from '../../core/count.ts'
import { isGoing } from '../../store/plans.ts'
import { Badge } from '../text/badge.tsx'
import { PackageName } from '../text/package-name.tsx'
import { Reason } from '../text/reason.tsx'
import { Text } from '../text/text.tsx'

/** The packages of a plan that are not promoted, and why. */
export function LeftOut({ plan, most }: { plan: Plan; most: number }) {
  const left = plan.items.filter((item) => !isGoing(item, plan))
  if (left.length === 0) return null
  return (
    <section aria-labelledby="left">
      <div class="title">
        <h2 id="left">Not promoted</h2>
        <span class="faint">
          {left.length > most ? `the first ${number(most)} of ${count(left.length, 'package')}` : count(left.length, 'package')}
        </span>
      </div>
      <ul class="sheet items">
        {left.slice(0, most).map((item) => (
          <Left item={item} />
        ))}
      </ul>
    </section>
  )
}

function Left({ item }: { item: PlanItem }) {
  const { format, name, version } = item.package
  return (
    <li>
      <div class="what">
        <strong>
          <span>
            <PackageName format={format} name={name} version={version ?? ''} />
          </span>
          <Badge of={item.outcome} />
        </strong>
        {item.reasons.map((reason) => (
          <p class="small faint">
            <Reason of={reason} most={600} />
          </p>
        ))}
        {item.differences.map(({ filename, source, destination }) => (
          <p class="small mono">
            <Text of={filename} />: {source ?? 'none'} here, {destination ?? 'none'} there
          </p>
        ))}
      </div>
    </li>
  )
}
