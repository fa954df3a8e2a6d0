import type { ComponentChildren } from 'preact'
import type { PackageAnswer, PackagesAnswer, StateAnswer } from '../../src/control/answers.ts'
import { Choice, Search } from '../fields.tsx'
import { useLive } from '../live.ts'
import { Problem, View } from '../outline.tsx'
import { queryOf } from '../route.ts'
import { type Column, Pager, Table, usePage } from '../table.tsx'
import { Time } from '../text.tsx'
import { useRoute } from '../use-route.ts'
import { number, size } from '../words.ts'
import { PackageLink, placesOf, RepositoryLink, Scan, Stage, Tags } from './parts.tsx'

/** The name of a package; on a phone, with its repository. */
function Named({ row }: { row: PackageAnswer }) {
  return (
    <>
      <PackageLink {...row} />
      <p class="faint narrow">
        {row.format} in {row.place}
      </p>
    </>
  )
}

const columns: readonly Column<PackageAnswer>[] = [
  { title: 'Package', cell: (row) => <Named row={row} />, style: 'name', sort: 'name' },
  { title: 'Format', cell: ({ format }) => format, style: 'tight wide', sort: 'format' },
  { title: 'Repository', cell: ({ place }) => <RepositoryLink place={place} />, style: 'tight wide' },
  { title: 'Status', cell: (row) => <Stage row={row} />, sort: 'status' },
  { title: 'Scan', cell: (row) => <Scan row={row} />, style: 'wide', sort: 'scan' },
  { title: 'Tags', cell: ({ tags }) => <Tags tags={tags} />, style: 'wide' },
  { title: 'Size', cell: (row) => size(row.size), style: 'tight end wide', sort: 'size' },
  { title: 'Uploaded', cell: ({ uploaded_at }) => <Time at={uploaded_at} />, style: 'tight wide', sort: 'date' },
]

const plain = columns.map(({ sort, ...column }) => column)

interface PackageTableProps {
  readonly rows: readonly PackageAnswer[] | undefined
  /** Whether a click on a column sorts by it. */
  readonly isSorted: boolean
  readonly empty: ComponentChildren
}

/** A table of packages. */
export function PackageTable({ rows, isSorted, empty }: PackageTableProps) {
  return (
    <Table name="Packages" columns={isSorted ? columns : plain} rows={rows} keyOf={({ slug_perm }) => slug_perm} empty={empty} />
  )
}

/** The packages of all repositories or of one, with the service's search. */
export function Packages({ state }: { state: StateAnswer | undefined }) {
  const { query } = useRoute()
  const { offset, limit } = usePage()
  const wanted = { repository: query.get('repository') ?? '', query: query.get('query') ?? '', sort: query.get('sort') ?? '' }
  const { data, error } = useLive<PackagesAnswer>(`packages${queryOf({ ...wanted, offset, limit })}`)
  const places = placesOf(state).map(({ place, packages }) => [place, `${place} (${number(packages)})`] as const)
  return (
    <View title="Packages">
      <div class="bar start">
        <Choice name="repository" label="Repository" options={[['', 'All repositories'], ...places]} />
        <Search name="query" label="Search" placeholder="name:lodash AND tag:release" />
      </div>
      <details class="hint">
        <summary>How to search</summary>
        <p>
          As the service does: <code>lodash</code>, <code>name:^lod</code>, <code>version:&gt;=4.0</code>, <code>format:npm</code>
          , <code>tag:release</code>, <code>status:quarantined</code>, <code>vulnerabilities:&gt;0</code>,{' '}
          <code>license:MIT</code>, <code>uploaded:&lt;'3 days ago'</code>, joined by <code>AND</code>, <code>OR</code>,{' '}
          <code>NOT</code> and brackets.
        </p>
      </details>
      <Problem error={error} />
      <PackageTable rows={data?.packages} isSorted={true} empty="No packages found." />
      <Pager total={data?.total} />
    </View>
  )
}
