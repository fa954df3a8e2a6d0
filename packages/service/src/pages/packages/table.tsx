import { count } from '../../core/count.ts'
import type { ServedPipeline } from '../../settings/pipelines.ts'
import type { HoldingRow } from '../../store/holdings.ts'
import type { PackageRow } from '../../store/packages.ts'
import type { Visit } from '../parts.ts'
import { Badge } from '../text/badge.tsx'
import { DataTable } from '../text/data-table.tsx'
import { PackageName } from '../text/package-name.tsx'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'
import { isOpen, Way } from './way.tsx'

interface TableProps {
  readonly visit: Visit
  readonly served: ServedPipeline
  readonly rows: readonly PackageRow[]
}

/** A table with a row for each package and a column for each stage: its state there, and what holds it back from the next one. */
export function PackageTable({ visit, served, rows }: TableProps) {
  const { stages } = served.pipeline
  return (
    <DataTable
      class="stages"
      label="Packages by stages"
      columns={['Package', ...stages.map(({ name }) => <Text of={name} />), 'Held back by']}
    >
      {rows.map((row) => (
        <tr>
          <th scope="row" class="name">
            <PackageName
              format={row.identity.format}
              name={row.identity.name}
              version={row.identity.version ?? ''}
              href={`/packages/${row.id}`}
            />
          </th>
          {stages.map(({ name }) => (
            <Held name={name} holdings={row.holdings.filter(({ stage }) => stage === name)} visit={visit} />
          ))}
          <td class={row.verdicts.some(isOpen) ? 'why' : 'why absent'}>
            <Way row={row} served={served} visit={visit} />
          </td>
        </tr>
      ))}
    </DataTable>
  )
}

function Held({ name, holdings, visit }: { name: string; holdings: readonly HoldingRow[]; visit: Visit }) {
  const [first, ...more] = holdings
  if (first === undefined) {
    return (
      <td class="stage absent faint">
        –<span class="unheard"> not there</span>
      </td>
    )
  }
  const { state, severity, findings, tags, uploadedAt } = first
  return (
    <td class="stage" data-title={name}>
      <div>
        <span class="badges">
          <Badge of={state === 'ok' ? 'here' : state} tone={state === 'ok' ? 'good' : 'bad'} />
          {severity !== null && (
            <Badge
              of={findings === null || findings === 0 ? severity : `${count(findings, 'finding')}, ${severity}`}
              tone={severity === 'critical' || severity === 'high' ? 'bad' : 'warn'}
            />
          )}
          <span class="faint small">
            {uploadedAt !== null && <Time at={uploadedAt} now={visit.now} />}
            {more.length > 0 && ` and ${more.length} more`}
          </span>
        </span>
        {tags.length > 0 && (
          <p class="tags">
            {tags.slice(0, mostTags).map((tag) => (
              <span class="tag">
                <Text of={tag} most={40} />
              </span>
            ))}
            {tags.length > mostTags && <span class="faint small">+{tags.length - mostTags}</span>}
          </p>
        )}
      </div>
    </td>
  )
}

/** Maximum number of tags shown for a package in a stage. */
const mostTags = 2
