import type { RefusalRow } from '../../store/decisions.ts'
import type { PlanRow } from '../../store/plans.ts'
import type { Visit } from '../parts.ts'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'

/** Details of the state of a plan. */
export function Standing({ visit, row }: { visit: Visit; row: PlanRow }) {
  if (row.state === 'superseded') {
    return (
      <p class="notice calm">
        It has ended:{' '}
        {row.supersededBy === null ? (
          'the repositories have changed since it was made.'
        ) : (
          <>
            its packages are in <a href={`/plans/${row.supersededBy}`}>plan {row.supersededBy}</a>.
          </>
        )}
      </p>
    )
  }
  if (row.state === 'waiting' || row.lastError !== null) {
    return (
      <p class={row.lastError === null ? 'notice calm' : 'notice warn'}>
        {row.lastError !== null && <Text of={row.lastError} most={600} />}{' '}
        {row.wakeAt !== null && row.closedAt === null && (
          <>
            It will be tried again <Time at={row.wakeAt} now={visit.now} />.
          </>
        )}
      </p>
    )
  }
  return null
}

/** Who refused a plan, and why. */
export function Refused({ visit, refusals }: { visit: Visit; refusals: readonly RefusalRow[] }) {
  return (
    <>
      {refusals.map(({ by, at, why }) => (
        <p class="notice bad">
          <strong>
            <Text of={by} most={80} />
          </strong>{' '}
          refused it <Time at={at} now={visit.now} />: <Text of={why} most={2_000} />
        </p>
      ))}
    </>
  )
}
