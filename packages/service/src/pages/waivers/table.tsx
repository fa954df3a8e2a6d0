import { may } from '../../access/person.ts'
import type { WaiverRow } from '../../store/waivers.ts'
import type { Visit } from '../parts.ts'
import { Badge } from '../text/badge.tsx'
import { DataTable } from '../text/data-table.tsx'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'
import { moment } from '../text/words.ts'
import { Waived } from './waived.tsx'

/** Milliseconds before its expiry within which a waiver expires soon. */
const soon = 7 * 86_400_000

interface TableProps {
  readonly visit: Visit
  readonly rows: readonly WaiverRow[]
  /** ID of the heading. */
  readonly heading: string
}

/** Waivers that were added in this service. */
export function WaiverTable({ visit, rows, heading }: TableProps) {
  return (
    <DataTable
      labelledby={heading}
      columns={['What is waived', 'Why', 'Who', 'End', <span class="unheard">What can be done</span>]}
    >
      {rows.map((row) => (
        <Line row={row} visit={visit} />
      ))}
    </DataTable>
  )
}

function Line({ row, visit }: { row: WaiverRow; visit: Visit }) {
  const { waiver, givenBy, givenAt } = row
  const isLive = row.endedAt === null && row.expires > visit.now
  return (
    <tr>
      <th scope="row" class="name">
        <Waived waiver={waiver} />
      </th>
      <td data-title="Why" class="reason">
        <Text of={waiver.reason} most={500} />
      </td>
      <td data-title="Who">
        <div>
          <Text of={givenBy} most={80} />
          {waiver.approver !== undefined && waiver.approver !== givenBy && (
            <span class="faint">
              {' '}
              for <Text of={waiver.approver} most={80} />
            </span>
          )}
          <p class="small faint">
            given <Time at={givenAt} now={visit.now} />
          </p>
        </div>
      </td>
      <td data-title="End">
        <End row={row} now={visit.now} />
      </td>
      <td>
        {isLive && may(visit.person, 'approve') && (
          <details class="more small">
            <summary>
              End…
              <span class="unheard">
                {' '}
                the waiver of <Text of={waiver.waives} most={100} />
              </span>
            </summary>
            <form method="post" action={`/waivers/${row.id}/end`}>
              <button type="submit" class="small danger">
                End it now
              </button>
            </form>
          </details>
        )}
      </td>
    </tr>
  )
}

function End({ row: { endedAt, endedBy, expires }, now }: { row: WaiverRow; now: Date }) {
  if (endedAt !== null) {
    return (
      <div>
        <Badge of="ended" tone="calm" />
        <p class="small faint">
          <Time at={endedAt} now={now} /> by <Text of={endedBy ?? 'not recorded'} most={80} />
        </p>
      </div>
    )
  }
  const left = expires.getTime() - now.getTime()
  return (
    <div>
      {left <= 0 ? (
        <Badge of="expired" tone="calm" />
      ) : left <= soon ? (
        <Badge of="expires soon" tone="warn" />
      ) : (
        <Badge of="in force" tone="good" />
      )}
      <p class="small faint">
        <Time at={expires} now={now} /> <span class="tight">({moment(expires)})</span>
      </p>
    </div>
  )
}
