import { count } from '../../core/count.ts'
import { type PastRun, pastRuns } from '../../store/history.ts'
import type { Handler, Visit } from '../parts.ts'
import { routes } from '../routes.ts'
import { Badge } from '../text/badge.tsx'
import { EdgeName } from '../text/edge-name.tsx'
import { NoMatch } from '../text/no-match.tsx'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'
import { span } from '../text/words.ts'
import { historyFilter, isFiltered } from './filter.ts'
import { HistoryFilters } from './filters.tsx'
import { HistoryHead } from './head.tsx'
import { Listing } from './listing.tsx'
import { People } from './people.tsx'

const { path } = routes.pastRuns

/** Outcomes of runs, as in reports, and of runs without a report. */
const outcomes = [
  'running',
  'succeeded',
  'failed',
  'needs a human',
  'needs approval',
  'compensated',
  'paused',
  'interrupted',
  'refused',
  'undone',
]

/** The page of all runs and their outcomes. */
export const pastRunsPage: Handler = async (visit) => {
  const filter = historyFilter(visit)
  const { rows, next } = await pastRuns(visit.parts.database, filter)
  return {
    title: 'Runs',
    main: (
      <div class="view">
        <HistoryHead path={path} about="Every promotion and rollback, and its result." />
        <HistoryFilters visit={visit} path={path} filter={filter} outcome={{ label: 'Outcome', of: outcomes }} />
        <Listing
          visit={visit}
          path={path}
          label="Runs"
          columns={['Run', 'Outcome', 'Edge', 'Plan', 'Who', 'Started', 'Took']}
          rows={rows.map((row) => <Line row={row} visit={visit} />)}
          next={next}
          told={count(rows.length, 'run')}
          empty={
            isFiltered(filter) ? (
              <NoMatch path={path} things="run" />
            ) : (
              'No runs yet. A run appears here as soon as a plan is applied.'
            )
          }
        />
      </div>
    ),
  }
}

function Line({ row, visit }: { row: PastRun; visit: Visit }) {
  return (
    <tr>
      <th scope="row" class="tight">
        <a href={`/runs/${row.id}`}>
          {row.kind === 'rollback' ? 'Rollback' : 'Run'} {row.id}
        </a>
      </th>
      <td data-title="Outcome">
        <div>
          <Badge of={row.outcome ?? 'running'} />
          {row.error !== null && (
            <p class="small faint">
              <Text of={row.error} most={160} />
            </p>
          )}
        </div>
      </td>
      <td data-title="Edge">
        <EdgeName of={row.edge} parts={visit.parts} />
      </td>
      <td data-title="Plan">
        {row.plan === null ? (
          <span class="faint">none</span>
        ) : (
          <div>
            <a href={`/plans/${row.plan}`}>Plan {row.plan}</a>
            {row.going !== null && <span class="faint small"> {count(row.going, 'package')}</span>}
          </div>
        )}
      </td>
      <td data-title="Who">
        <People asked={row.requestedBy} agreed={row.agreed} />
      </td>
      <td class="faint small" data-title="Started">
        <Time at={row.startedAt} now={visit.now} />
      </td>
      <td class="faint small tight" data-title="Took">
        {row.finishedAt === null ? 'running' : span((row.finishedAt.getTime() - row.startedAt.getTime()) / 1000)}
      </td>
    </tr>
  )
}
