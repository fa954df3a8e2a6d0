import { count } from '../../core/count.ts'
import { headsOf } from '../../store/attention.ts'
import { type PastPlan, pastPlans } from '../../store/history.ts'
import { planStates } from '../../store/plan-states.ts'
import type { Handler, Visit } from '../parts.ts'
import { routes } from '../routes.ts'
import { Badge } from '../text/badge.tsx'
import { EdgeName } from '../text/edge-name.tsx'
import { Several } from '../text/list.tsx'
import { NoMatch } from '../text/no-match.tsx'
import { PackageName } from '../text/package-name.tsx'
import { planWord } from '../text/state.ts'
import { Time } from '../text/time.tsx'
import { historyFilter, isFiltered } from './filter.ts'
import { HistoryFilters } from './filters.tsx'
import { HistoryHead } from './head.tsx'
import { Listing } from './listing.tsx'
import { People } from './people.tsx'

const { path } = routes.history

/** The page of all plans and their outcomes. */
export const history: Handler = async (visit) => {
  const { database } = visit.parts
  const filter = historyFilter(visit)
  const { rows, next } = await pastPlans(database, filter)
  const heads = await headsOf(database, rows)
  return {
    title: 'History',
    main: (
      <div class="view">
        <HistoryHead path={path} about="Every plan, who approved or refused it, and its result." />
        <HistoryFilters visit={visit} path={path} filter={filter} outcome={{ label: 'State', of: planStates }} />
        <Listing
          visit={visit}
          path={path}
          label="Plans"
          columns={['Plan', 'State', 'Edge', 'Packages', 'Who', 'Planned', 'Ended']}
          rows={rows.map((row) => <Line row={row} heads={heads.get(row.id) ?? []} visit={visit} />)}
          next={next}
          told={count(rows.length, 'plan')}
          empty={
            isFiltered(filter) ? (
              <NoMatch path={path} things="plan" />
            ) : (
              'No plans yet. A plan appears here as soon as packages can be promoted to the next stage.'
            )
          }
        />
      </div>
    ),
  }
}

type Heads = readonly { readonly format: string; readonly name: string; readonly version: string }[]

function Line({ row, heads, visit }: { row: PastPlan; heads: Heads; visit: Visit }) {
  return (
    <tr>
      <th scope="row" class="tight">
        <a href={`/plans/${row.id}`}>Plan {row.id}</a>
      </th>
      <td data-title="State">
        <div>
          <Badge of={planWord(row.state)} />
        </div>
      </td>
      <td data-title="Edge">
        <EdgeName of={row.edge} parts={visit.parts} />
      </td>
      <td class="name" data-title="Packages">
        <div>
          {row.going === 0 ? (
            <span class="faint">none</span>
          ) : (
            <Several of={heads.map((each) => <PackageName {...each} />)} total={row.going} />
          )}
        </div>
      </td>
      <td data-title="Who">
        <People asked={row.requestedBy} agreed={row.agreed} refused={row.refused} />
      </td>
      <td class="faint small" data-title="Planned">
        <div>
          <Time at={row.madeAt} now={visit.now} />
          <p>{row.origin === 'person' ? 'by hand' : row.origin === 'event' ? 'webhook' : 'reconcile'}</p>
        </div>
      </td>
      <td class="faint small" data-title="Ended">
        {row.closedAt === null ? 'open' : <Time at={row.closedAt} now={visit.now} />}
      </td>
    </tr>
  )
}
