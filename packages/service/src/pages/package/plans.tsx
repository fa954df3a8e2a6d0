import type { PlanOfPackage } from '../../store/package-way.ts'
import type { Visit } from '../parts.ts'
import { Badge } from '../text/badge.tsx'
import { DataTable } from '../text/data-table.tsx'
import { EdgeName } from '../text/edge-name.tsx'
import { planWord } from '../text/state.ts'
import { Time } from '../text/time.tsx'

/** The plans that contained a package, and what each said of it. */
export function Plans({ plans, visit }: { plans: readonly PlanOfPackage[]; visit: Visit }) {
  if (plans.length === 0) return null
  return (
    <section aria-labelledby="plans">
      <h2 id="plans">Plans with it</h2>
      <DataTable labelledby="plans" columns={['Plan', 'Edge', 'Outcome', 'State', 'Planned']}>
        {plans.map(({ id, edge, outcome, state, madeAt }) => (
          <tr>
            <th scope="row" class="tight">
              <a href={`/plans/${id}`}>Plan {id}</a>
            </th>
            <td data-title="Edge">
              <EdgeName of={edge} parts={visit.parts} />
            </td>
            <td data-title="Outcome">
              <div>
                <Badge of={outcome} />
              </div>
            </td>
            <td data-title="State">
              <div>
                <Badge of={planWord(state)} />
              </div>
            </td>
            <td data-title="Planned" class="faint small">
              <Time at={madeAt} now={visit.now} />
            </td>
          </tr>
        ))}
      </DataTable>
    </section>
  )
}
