import type { ComponentChildren } from 'preact'
import type { RequestAnswer, RequestsAnswer } from '../../src/control/answers.ts'
import { Choice, Search } from '../fields.tsx'
import { useLive } from '../live.ts'
import { Problem, View } from '../outline.tsx'
import { linkTo, queryOf } from '../route.ts'
import { type Column, Pager, Table, usePage } from '../table.tsx'
import { Badge, Text, Time } from '../text.tsx'
import { useRoute } from '../use-route.ts'
import { duration } from '../words.ts'
import { Status } from './parts.tsx'

const columns: readonly Column<RequestAnswer>[] = [
  { title: 'Status', cell: ({ status }) => <Status status={status} />, style: 'tight' },
  {
    title: 'Request',
    cell: (row) => (
      <>
        <a href={linkTo(['requests', String(row.id)])} class="address">
          <strong>{row.method}</strong> <Text of={row.url} />
        </a>
        <Remarks row={row} />
      </>
    ),
    style: 'name',
  },
  { title: 'Operation', cell: ({ operation }) => operation && <code>{operation}</code>, style: 'wide' },
  {
    title: 'User',
    cell: ({ user }) => (user === null ? <span class="faint">anonymous</span> : <Text of={user} />),
    style: 'tight wide',
  },
  { title: 'Took', cell: (row) => duration(row.duration), style: 'tight end' },
  { title: 'At', cell: ({ at }) => <Time at={at} />, style: 'tight wide' },
]

/** Remarks about a request. */
export function Remarks({ row: { fault, unknown, hint, error } }: { row: RequestAnswer }) {
  return (
    <>
      {fault && (
        <p class="remark">
          <Badge kind="warn">fault</Badge> It was hit by a fault that waited.
        </p>
      )}
      {unknown.length > 0 && (
        <p class="remark">
          <Badge kind="warn">ignored</Badge> <Text of={unknown.join(', ')} />: the API does not know it.
        </p>
      )}
      {hint !== null && (
        <p class="remark">
          <Badge kind="warn">hint</Badge> <Text of={hint} />
        </p>
      )}
      {error !== null && (
        <p class="remark">
          <Badge kind="bad">error</Badge> The emulator itself failed.
        </p>
      )}
    </>
  )
}

/** A table of requests. */
export function RequestTable({ rows, empty }: { rows: readonly RequestAnswer[] | undefined; empty: ComponentChildren }) {
  return <Table name="Requests" columns={columns} rows={rows} keyOf={({ id }) => id} empty={empty} />
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'].map((method) => [method, method] as const)

const statuses = [
  ['2xx', '2xx: done'],
  ['3xx', '3xx: elsewhere'],
  ['4xx', '4xx: refused'],
  ['5xx', '5xx: failed'],
  ['lost', 'No answer'],
] as const

/** The requests, the latest first. */
export function Requests() {
  const { query } = useRoute()
  const page = usePage()
  const wanted = Object.fromEntries(['text', 'method', 'status', 'operation'].map((name) => [name, query.get(name) ?? '']))
  const { data, error } = useLive<RequestsAnswer>(`requests${queryOf({ ...wanted, offset: page.offset, limit: page.limit })}`)
  return (
    <View title="Requests">
      <div class="bar start">
        <Choice name="method" label="Method" options={[['', 'All'], ...methods]} />
        <Choice name="status" label="Status" options={[['', 'All'], ...statuses]} />
        <Search name="text" label="Filter" placeholder="Path, operation id or user" />
      </div>
      <Problem error={error} />
      <RequestTable rows={data?.requests} empty="No matching requests in the log." />
      <Pager total={data?.total} />
    </View>
  )
}
