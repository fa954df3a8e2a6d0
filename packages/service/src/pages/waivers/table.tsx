import { may } from '../../access/person.ts'
import type { WaiverRow } from '../../store/waivers.ts'
import type { Visit } from '../parts.ts'
import { Badge } from '../text/badge.tsx'
import { DataTable } from '../text/data-table.tsx'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'
import { columns, Expiry, Line } from './line.tsx'

interface TableProps {
  readonly visit: Visit
  readonly rows: readonly WaiverRow[]
  /** ID of the heading. */
  readonly heading: string
}

/** Waivers that were added in this service. */
export function WaiverTable({ visit, rows, heading }: TableProps) {
  return (
    <DataTable labelledby={heading} columns={[...columns, <span class="unheard">What can be done</span>]}>
      {rows.map((row) => (
        <Line waiver={row.waiver} who={<Givers row={row} now={visit.now} />} end={<End row={row} now={visit.now} />}>
          <td>
            <Ways row={row} visit={visit} />
          </td>
        </Line>
      ))}
    </DataTable>
  )
}

function Givers({ row: { waiver, givenBy, givenAt }, now }: { row: WaiverRow; now: Date }) {
  return (
    <div>
      <Text of={givenBy} most={80} />
      {waiver.approver !== undefined && waiver.approver !== givenBy && (
        <span class="faint">
          {' '}
          for <Text of={waiver.approver} most={80} />
        </span>
      )}
      <p class="small faint">
        given <Time at={givenAt} now={now} />
      </p>
    </div>
  )
}

function End({ row: { endedAt, endedBy, expires }, now }: { row: WaiverRow; now: Date }) {
  if (endedAt === null) return <Expiry at={expires} now={now} />
  return (
    <div>
      <Badge of="ended" tone="calm" />
      <p class="small faint">
        <Time at={endedAt} now={now} /> by <Text of={endedBy ?? 'not recorded'} most={80} />
      </p>
    </div>
  )
}

function Ways({ row: { id, waiver, endedAt, expires }, visit: { now, person } }: { row: WaiverRow; visit: Visit }) {
  if (endedAt !== null || expires <= now || !may(person, 'approve')) return null
  return (
    <details class="more small">
      <summary>
        End…
        <span class="unheard">
          {' '}
          the waiver of <Text of={waiver.waives} most={100} />
        </span>
      </summary>
      <form method="post" action={`/waivers/${id}/end`}>
        <button type="submit" class="small danger">
          End it now
        </button>
      </form>
    </details>
  )
}
