import type { PlanOfPackage } from '../../store/package-way.ts'
import type { Visit } from '../parts.ts'
import { Badge } from '../text/badge.tsx'
import { EdgeName } from '../text/edge-name.tsx'
import { planWord } from '../text/state.ts'
import { Time } from '../text/time.tsx'

/** Plans that a package was in, and what each said of it. */
export function Plans({ plans, visit }: { plans: readonly PlanOfPackage[]; visit: Visit }) {
  if (plans.length === 0) return null
  return (
    <section aria-labelledby="plans">
      <h2 id="plans">Plans that it was in</h2>
      <div class="sheet table stack">
        <table aria-labelledby="plans">
          <thead>
            <tr>
              <th scope="col">Plan</th>
              <th scope="col">Edge</th>
              <th scope="col">It said of the package</th>
              <th scope="col">State</th>
              <th scope="col">Planned</th>
            </tr>
          </thead>
          <tbody>
            {plans.map(({ id, edge, outcome, state, madeAt }) => (
              <tr>
                <th scope="row" class="tight">
                  <a href={`/plans/${id}`}>Plan {id}</a>
                </th>
                <td data-title="Edge">
                  <EdgeName of={edge} parts={visit.parts} />
                </td>
                <td data-title="Package">
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
          </tbody>
        </table>
      </div>
    </section>
  )
}
