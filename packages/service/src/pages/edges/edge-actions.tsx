import { may } from '../../access/person.ts'
import type { EdgeState } from '../../store/edges.ts'
import type { Visit } from '../parts.ts'

interface EdgeActionsProps {
  readonly visit: Visit
  readonly edge: EdgeState
  readonly isPaused: boolean
  /** Whether the pause is that of the whole pipeline. */
  readonly isWhole: boolean
  /** Page to go to afterwards. Default: the first page. */
  readonly back?: string
}

/** The buttons for an edge. */
export function EdgeActions({ visit, edge, isPaused, isWhole, back = '/' }: EdgeActionsProps) {
  const of = <span class="unheard"> {`${edge.from} to ${edge.to}`}</span>
  return (
    <div class="row ends">
      <form method="post" action="/edges/look">
        <input type="hidden" name="edge" value={edge.id} />
        <input type="hidden" name="back" value={back} />
        <button type="submit" class="small">
          Check now{of}
        </button>
      </form>
      {may(visit.person, 'approve') &&
        (isPaused ? (
          <form method="post" action="/edges/resume">
            <input type="hidden" name="edge" value={edge.id} />
            <input type="hidden" name="back" value={back} />
            {isWhole && <input type="hidden" name="whole" value="yes" />}
            <button type="submit" class="small">
              Resume{of}
            </button>
          </form>
        ) : (
          <a class="button small" href={`/edges/pause?${new URLSearchParams({ edge: edge.id, back })}`}>
            Pause…{of}
          </a>
        ))}
    </div>
  )
}
