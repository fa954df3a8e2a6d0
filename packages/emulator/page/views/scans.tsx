import type { ScansAnswer, StateAnswer } from '../../src/control/answers.ts'
import { Choice } from '../fields.tsx'
import { useLive } from '../live.ts'
import { Problem, View } from '../outline.tsx'
import { queryOf } from '../route.ts'
import { type Column, Pager, Table, usePage } from '../table.tsx'
import { Badge, Text, Time } from '../text.tsx'
import { useRoute } from '../use-route.ts'
import { count, number } from '../words.ts'
import { PackageLink, placesOf, RepositoryLink, severityKind } from './parts.tsx'

type ScanRow = ScansAnswer['scans'][number]

const columns: readonly Column<ScanRow>[] = [
  { title: 'Package', cell: (row) => <PackageLink {...row} />, style: 'name' },
  { title: 'Findings', cell: ({ findings }) => <Findings findings={findings} /> },
  { title: 'Repository', cell: ({ place }) => <RepositoryLink place={place} />, style: 'tight wide' },
  { title: 'At', cell: ({ at }) => <Time at={at} />, style: 'tight wide' },
]

function Findings({ findings }: Pick<ScanRow, 'findings'>) {
  if (findings.length === 0) return <span class="faint">Nothing found</span>
  return (
    <details>
      <summary>{count(findings.length, 'finding')}</summary>
      <ul class="lines">
        {findings.map(({ id, severity, title, fixed }) => (
          <li key={id}>
            <Badge kind={severityKind(severity)}>{severity}</Badge> <code>{id}</code> <Text of={title} />
            {fixed !== null && <Text of={` Fixed in ${fixed}.`} />}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Scans and their findings, the latest first. */
export function Scans({ state }: { state: StateAnswer | undefined }) {
  const { query } = useRoute()
  const { offset, limit } = usePage()
  const repository = query.get('repository') ?? ''
  const { data, error } = useLive<ScansAnswer>(`scans${queryOf({ repository, offset, limit })}`)
  return (
    <View title="Scans">
      <div class="bar start">
        <Choice
          name="repository"
          label="Repository"
          options={[['', 'All repositories'], ...placesOf(state).map(({ place }) => [place, place] as const)]}
        />
        <span class="faint">{state && `Known advisories: ${number(state.advisories)}.`}</span>
      </div>
      <Problem error={error} />
      <Table
        name="Scans"
        columns={columns}
        rows={data?.scans}
        keyOf={({ identifier }) => identifier}
        empty="Nothing has been scanned."
      />
      <Pager total={data?.total} />
    </View>
  )
}
