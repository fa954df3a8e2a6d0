import type { Waiver } from '@cloudsmith-sdk/promotion'
import type { Visit } from '../parts.ts'
import { DataTable } from '../text/data-table.tsx'
import { Text } from '../text/text.tsx'
import { columns, Expiry, Line } from './line.tsx'

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
      <DataTable labelledby="file" columns={columns}>
        {rows.map((waiver) => (
          <Line
            waiver={waiver}
            who={<Text of={waiver.approver ?? waiver.owner} most={80} />}
            end={<Expiry at={new Date(waiver.expires)} now={now} />}
          />
        ))}
      </DataTable>
    </section>
  )
}
