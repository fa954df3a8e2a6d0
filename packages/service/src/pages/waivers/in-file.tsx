import type { Waiver } from '@cloudsmith-sdk/promotion'
import type { Visit } from '../parts.ts'
import { Badge } from '../text/badge.tsx'
import { DataTable } from '../text/data-table.tsx'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'
import { Waived } from './waived.tsx'

/** Waivers in files of the pipeline, which can only be ended there. */
export function FileWaivers({ waivers, visit: { now } }: { waivers: readonly Waiver[]; visit: Visit }) {
  if (waivers.length === 0) return null
  const rows = waivers.toSorted((a, b) => Date.parse(a.expires) - Date.parse(b.expires))
  return (
    <section aria-labelledby="file">
      <div class="title">
        <h2 id="file">In pipeline files</h2>
        <span class="faint">edit them in those files</span>
      </div>
      <DataTable labelledby="file" columns={['What is waived', 'Why', 'Who', 'End']}>
        {rows.map((waiver) => (
          <tr>
            <th scope="row" class="name">
              <Waived waiver={waiver} />
            </th>
            <td data-title="Why" class="reason">
              <Text of={waiver.reason} most={500} />
            </td>
            <td data-title="Who">
              <Text of={waiver.approver ?? waiver.owner} most={80} />
            </td>
            <td data-title="End">
              <div>
                {Date.parse(waiver.expires) > now.getTime() ? (
                  <Badge of="in force" tone="good" />
                ) : (
                  <Badge of="expired" tone="calm" />
                )}
                <p class="small faint">
                  <Time at={new Date(waiver.expires)} now={now} />
                </p>
              </div>
            </td>
          </tr>
        ))}
      </DataTable>
    </section>
  )
}
