import type { Gate } from '@cloudsmith-sdk/promotion'
import { may } from '../../access/person.ts'
import { number } from '../../core/count.ts'
import type { ServedEdge, ServedPipeline } from '../../settings/pipelines.ts'
import type { EdgeState } from '../../store/edges.ts'
import type { PauseRow } from '../../store/pauses.ts'
import { EdgeActions } from '../edges/edge-actions.tsx'
import type { Visit } from '../parts.ts'
import { routes } from '../routes.ts'
import { Badge } from '../text/badge.tsx'
import { EdgeName } from '../text/edge-name.tsx'
import { toneOf } from '../text/state.ts'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'
import { Gates } from './gates.tsx'

interface EdgeCardProps {
  readonly visit: Visit
  readonly served: ServedPipeline
  readonly edge: ServedEdge
  readonly gates: readonly Gate[]
  readonly state: EdgeState | undefined
  readonly pause: PauseRow | undefined
  /** Number of packages by what the last plan says of them. */
  readonly held: ReadonlyMap<string, number> | undefined
}

/** An edge: its state, its gates, what waits there, and its buttons. */
export function EdgeCard({ visit, served, edge, gates, state, pause, held = new Map() }: EdgeCardProps) {
  const back = `${routes.pipeline.path}?${new URLSearchParams({ pipeline: served.name })}`
  return (
    <li class="sheet padded">
      <div class="title">
        <h3>
          <EdgeName of={edge.id} parts={visit.parts} />
        </h3>
        {pause !== undefined ? (
          <Badge of="paused" />
        ) : (state?.attempts ?? 0) > 0 ? (
          <Badge of="failing" tone="bad" />
        ) : (
          <Badge of="open" tone="good" />
        )}
        {!edge.isAutomatic && <span class="faint small">manual only</span>}
        {edge.tag !== undefined && (
          <span class="faint small">
            for packages with the tag <Text of={edge.tag} most={60} />
          </span>
        )}
      </div>
      {pause !== undefined && <Paused pause={pause} now={visit.now} />}
      {pause === undefined && state !== undefined && state.attempts > 0 && (
        <p class="problem small">
          <Text of={state.lastError ?? ''} most={400} />
        </p>
      )}
      <Gates gates={gates} />
      <p class="badges">
        {[...held].map(([outcome, packages]) => (
          <a class="plainlink" href={`/packages?${new URLSearchParams({ pipeline: served.name, state: outcome })}`}>
            <Badge of={`${outcome}: ${number(packages)}`} tone={toneOf(outcome)} />
          </a>
        ))}
        {held.size === 0 && <span class="faint small">Nothing is held here.</span>}
        <span class="faint small">
          {state?.lookedAt ? (
            <>
              Last check: <Time at={state.lookedAt} now={visit.now} />
            </>
          ) : (
            'Not checked yet'
          )}
        </span>
      </p>
      {state !== undefined && may(visit.person, 'request') && (
        <EdgeActions visit={visit} edge={state} isPaused={pause !== undefined} isWhole={pause?.edge === null} back={back} />
      )}
    </li>
  )
}

function Paused({ pause: { by, why, since, until, edge }, now }: { pause: PauseRow; now: Date }) {
  return (
    <p class="notice warn inside small">
      <Text of={by} most={80} /> paused {edge === null ? 'the whole pipeline' : 'it'} <Time at={since} now={now} />:{' '}
      <Text of={why} most={500} />.{' '}
      {until === null ? (
        'Until someone resumes it.'
      ) : (
        <>
          It ends <Time at={until} now={now} />.
        </>
      )}
    </p>
  )
}
