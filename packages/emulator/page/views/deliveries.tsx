import type { DeliveriesAnswer, DeliveryAnswer } from '../../src/control/answers.ts'
import { Act } from '../act.tsx'
import { call } from '../api.ts'
import { Search } from '../fields.tsx'
import { useLive } from '../live.ts'
import { Facts, Problem, Section, View } from '../outline.tsx'
import { linkTo, queryOf } from '../route.ts'
import { type Column, Pager, Table, usePage } from '../table.tsx'
import { Body, Headers, Text, Time } from '../text.tsx'
import { useRoute } from '../use-route.ts'
import { DeliveryState } from './parts.tsx'

const columns: readonly Column<DeliveryAnswer>[] = [
  { title: 'State', cell: ({ state }) => <DeliveryState state={state} />, style: 'tight' },
  {
    title: 'Event',
    cell: ({ id, event, url }) => (
      <>
        <a class="strong" href={linkTo(['deliveries', id])}>
          {event}
        </a>
        <p class="faint narrow">
          <Text of={url} />
        </p>
      </>
    ),
    style: 'name',
  },
  { title: 'To', cell: ({ url }) => <Text of={url} />, style: 'address wide' },
  { title: 'Last attempt', cell: ({ attempts }) => <LastAttempt attempts={attempts} />, style: 'wide' },
  { title: 'Action', cell: (row) => <Redeliver {...row} />, style: 'tight end' },
]

function LastAttempt({ attempts }: Pick<DeliveryAnswer, 'attempts'>) {
  const last = attempts.at(-1)
  if (last === undefined) return <span class="faint">none yet</span>
  return (
    <>
      {last.status ?? <Text of={last.error ?? ''} />} <span class="faint">at attempt {attempts.length},</span>{' '}
      <Time at={last.at} />
    </>
  )
}

function Redeliver({ id, event }: Pick<DeliveryAnswer, 'id' | 'event'>) {
  return (
    <Act
      label={`Redeliver ${event}`}
      done={`${event} is sent again.`}
      work={() => call(`deliveries/${encodeURIComponent(id)}/replay`, 'POST')}
    >
      Redeliver
    </Act>
  )
}

/** Lists webhook deliveries, latest first. */
export function Deliveries() {
  const { query } = useRoute()
  const { offset, limit } = usePage()
  const { data, error } = useLive<DeliveriesAnswer>(`deliveries${queryOf({ text: query.get('text') ?? '', offset, limit })}`)
  return (
    <View title="Deliveries">
      <div class="bar start">
        <Search name="text" label="Filter" placeholder="Event or address" />
      </div>
      <Problem error={error} />
      <Table
        name="Deliveries"
        columns={columns}
        rows={data?.deliveries}
        keyOf={({ id }) => id}
        empty="No webhook has been sent. Add webhooks to repositories in the seed or through the API."
      />
      <Pager total={data?.total} />
    </View>
  )
}

/** A webhook delivery with its content. */
export function DeliveryDetail({ id }: { id: string }) {
  const { data, error } = useLive<DeliveryAnswer>(`deliveries/${encodeURIComponent(id)}`)
  if (data === undefined) return <View title="Delivery">{error === undefined ? 'Loading…' : <Problem error={error} />}</View>
  const { event, url, state, attempts, headers, body, webhook } = data
  return (
    <View title={event} aside={<Redeliver {...data} />}>
      <Problem error={error} />
      <Facts
        facts={[
          ['State', <DeliveryState key="state" state={state} />],
          ['To', <Text key="to" of={url} />],
          ['Webhook', <code key="webhook">{webhook}</code>],
          ['Delivery', <code key="id">{id}</code>],
        ]}
      />
      <Section title="Attempts">
        <ol class="sheet plain">
          {attempts.map((attempt, index) => (
            <li key={index}>
              <Time at={attempt.at} /> {attempt.status ?? <Text of={attempt.error ?? ''} />}
            </li>
          ))}
        </ol>
      </Section>
      <Section title="Headers">
        <Headers headers={headers} />
      </Section>
      <Section title="Body">
        <Body body={{ bytes: body.length, text: body, isCut: false }} name="Webhook body" />
      </Section>
    </View>
  )
}
