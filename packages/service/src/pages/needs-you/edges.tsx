import { may } from '../../access/person.ts'
import { number } from '../../core/count.ts'
import type { EdgeState } from '../../store/edges.ts'
import { waitingFor } from '../../store/figures.ts'
import type { PauseRow } from '../../store/pauses.ts'
import { EdgeActions } from '../edges/edge-actions.tsx'
import type { Visit } from '../parts.ts'
import { Badge } from '../text/badge.tsx'
import { DataTable } from '../text/data-table.tsx'
import { EdgeName } from '../text/edge-name.tsx'
import { toneOf } from '../text/state.ts'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'

/** Number of packages at each edge by what the last plan says of them. */
export type HeldCounts = ReadonlyMap<string, ReadonlyMap<string, number>>

/** Counts the packages that are held back at the edges of all pipelines. */
export async function heldCounts({ parts }: Visit): Promise<HeldCounts> {
  const counts = new Map<string, Map<string, number>>()
  for (const { name } of parts.pipelines) {
    for (const { edge, outcome, packages } of await waitingFor(parts.database, name)) {
      const of = counts.get(edge) ?? new Map<string, number>()
      counts.set(edge, of)
      // A package that several gates hold back has a row for each of them.
      of.set(outcome, Math.max(of.get(outcome) ?? 0, packages))
    }
  }
  return counts
}

interface EdgesProps {
  readonly visit: Visit
  readonly edges: readonly EdgeState[]
  readonly pauses: readonly PauseRow[]
  readonly counts: HeldCounts
}

/** The table of edges with their states and buttons. */
export function Edges({ visit, edges, pauses, counts }: EdgesProps) {
  if (edges.length === 0) return null
  return (
    <section aria-labelledby="edges">
      <h2 id="edges">Edges</h2>
      <DataTable
        labelledby="edges"
        columns={['Edge', 'State', 'Held back', 'Last check', <span class="unheard">What can be done</span>]}
      >
        {edges.map((edge) => (
          <EdgeLine edge={edge} pause={pauseAt(pauses, edge)} held={counts.get(edge.id)} visit={visit} />
        ))}
      </DataTable>
    </section>
  )
}

/** The pause of an edge or of its pipeline. */
export const pauseAt = (
  pauses: readonly PauseRow[],
  { id, pipeline }: Pick<EdgeState, 'id' | 'pipeline'>,
): PauseRow | undefined => pauses.find(({ pipeline: paused, edge }) => paused === pipeline && (edge === null || edge === id))

interface EdgeProps {
  readonly visit: Visit
  readonly edge: EdgeState
  readonly pause: PauseRow | undefined
  readonly held: ReadonlyMap<string, number> | undefined
}

function EdgeLine({ visit, edge, pause, held }: EdgeProps) {
  const { parts, now, person } = visit
  return (
    <tr>
      <th scope="row" class="tight">
        <EdgeName of={edge.id} parts={parts} />
        {parts.pipelines.length > 1 && <p class="small faint">{edge.pipeline}</p>}
      </th>
      <td data-title="State">
        <div>
          {pause !== undefined ? (
            <>
              <Badge of="paused" />
              <p class="small faint">
                <Text of={pause.by} most={60} />: <Text of={pause.why} />
                {pause.until !== null && (
                  <>
                    , ends <Time at={pause.until} now={now} />
                  </>
                )}
              </p>
            </>
          ) : edge.attempts > 0 ? (
            <>
              <Badge of="failing" tone="bad" />
              <p class="small faint">
                <Text of={edge.lastError ?? ''} />
              </p>
            </>
          ) : (
            <Badge of="open" tone="good" />
          )}
        </div>
      </td>
      <td data-title="Held back">
        <span class="badges">
          {[...(held ?? [])].map(([outcome, packages]) => (
            <a class="plainlink" href={`/packages?${new URLSearchParams({ pipeline: edge.pipeline, state: outcome })}`}>
              <Badge of={`${outcome}: ${number(packages)}`} tone={toneOf(outcome)} />
            </a>
          ))}
          {(held === undefined || held.size === 0) && <span class="faint">nothing</span>}
        </span>
      </td>
      <td class="faint small tight" data-title="Last check">
        <div>
          {edge.lookedAt === null ? 'never' : <Time at={edge.lookedAt} now={now} />}
          {edge.pending > 0 && <p>{number(edge.pending)} to check</p>}
        </div>
      </td>
      <td>
        {may(person, 'request') && (
          <EdgeActions edge={edge} isPaused={pause !== undefined} isWhole={pause?.edge === null} visit={visit} />
        )}
      </td>
    </tr>
  )
}
