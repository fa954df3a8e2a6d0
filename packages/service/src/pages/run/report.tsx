import type { Report, ReportItem } from '@cloudsmith-sdk/promotion'
import { number } from '../../core/count.ts'
import { Badge } from '../text/badge.tsx'
import { DataTable } from '../text/data-table.tsx'
import { PackageName } from '../text/package-name.tsx'
import { Reason } from '../text/reason.tsx'
import { Text } from '../text/text.tsx'

/** Maximum number of packages that the page shows; those that were not promoted come first. */
const most = 200

/** What happened to each package of a run. */
export function ReportTable({ report }: { report: Report }) {
  const items = report.items.toSorted((a, b) => rankOf(a) - rankOf(b))
  return (
    <section aria-labelledby="report">
      <div class="title">
        <h2 id="report">Result for each package</h2>
        {items.length > most && (
          <span class="faint">
            the first {number(most)} of {number(items.length)}; the report has all of them
          </span>
        )}
      </div>
      <DataTable labelledby="report" columns={['Package', 'Outcome', 'What was done', 'Scan at the destination']}>
        {items.slice(0, most).map((item) => (
          <Line item={item} />
        ))}
      </DataTable>
    </section>
  )
}

const isWell = ({ outcome }: ReportItem): boolean => outcome === 'promoted' || outcome === 'already there'
const rankOf = (item: ReportItem): number => (isWell(item) ? 1 : 0)

function Line({ item }: { item: ReportItem }) {
  const { format, name, version } = item.package
  return (
    <tr>
      <th scope="row" class="name">
        <PackageName format={format} name={name} version={version ?? ''} />
        <Files item={item} />
      </th>
      <td data-title="Outcome">
        <div>
          <Badge of={item.outcome} />
          {item.reasons.map((reason) => (
            <p class="small faint">
              <Reason of={reason} />
            </p>
          ))}
        </div>
      </td>
      <td data-title="What was done">
        <div>
          {item.did.length === 0 ? <span class="faint">nothing</span> : item.did.join(', ')}
          {item.tags.length > 0 && (
            <span class="faint">
              {' '}
              as <Text of={item.tags.join(', ')} />
            </span>
          )}
        </div>
      </td>
      <td data-title="Scan at the destination">
        <div>{item.scan === null ? <span class="faint">none seen</span> : <Text of={item.scan.status} />}</div>
      </td>
    </tr>
  )
}

function Files({ item: { files, package: identity } }: { item: ReportItem }) {
  return (
    <details class="more small">
      <summary>
        Checksums
        <span class="unheard">
          {' '}
          of <Text of={identity.name} />
        </span>
      </summary>
      {files.map(({ filename, sha256 }) => (
        <p class="mono bytes">
          <Text of={filename} />: {sha256 === null ? 'no checksum reported' : `sha256 ${sha256}`}
        </p>
      ))}
    </details>
  )
}
