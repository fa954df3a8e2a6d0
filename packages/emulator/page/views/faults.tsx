import type { FaultAnswer, FaultsAnswer } from '../../src/control/answers.ts'
import { Act, act } from '../act.tsx'
import { call } from '../api.ts'
import { Form } from '../fields.tsx'
import { useLive } from '../live.ts'
import { Problem, Section, View } from '../outline.tsx'
import { type Column, Table } from '../table.tsx'
import { Text } from '../text.tsx'
import { number } from '../words.ts'
import { OperationField } from './operation-field.tsx'

const columns: readonly Column<FaultAnswer>[] = [
  { title: 'Hits', cell: (row) => <Text of={whereOf(row)} />, style: 'name' },
  {
    title: 'What happens',
    cell: (row) => (
      <>
        {whatOf(row)}
        <span class="narrow faint">{leftOf(row)}</span>
      </>
    ),
  },
  { title: 'Still', cell: leftOf, style: 'tight wide' },
  {
    title: 'Action',
    cell: ({ id }) => (
      <Act label={`Remove fault ${id}`} work={() => call(`faults/${id}`, 'DELETE')}>
        Remove
      </Act>
    ),
    style: 'tight end',
  },
]

function leftOf({ left }: FaultAnswer): string {
  return left === 'always' ? 'always' : `${number(left)} times`
}

const whereOf = ({ operation, method, path }: FaultAnswer) =>
  [method, path, operation].filter((part) => part !== null).join(' ') || 'every request'

function whatOf({ status, dropReply, delay, when }: FaultAnswer): string {
  const parts = [
    delay > 0 && `delayed by ${number(delay)} ms`,
    dropReply && 'the connection is closed without a response',
    status !== null && `answered ${status}`,
    (dropReply || status !== null) &&
      (when === 'after' ? 'after the operation was carried out' : 'without carrying out the operation'),
  ]
  return parts.filter(Boolean).join(', ')
}

/** Common faults. */
const common: readonly (readonly [name: string, fault: object])[] = [
  ['One 503', { status: 503 }],
  [
    'One 429',
    {
      status: 429,
      headers: { 'Retry-After': '2' },
      body: { detail: 'Request was throttled. Expected available in 2.0 seconds.' },
    },
  ],
  ['One lost response', { dropReply: true, when: 'after' }],
  ['Always 2 s late', { delay: 2000, times: 'always' }],
]

/** The faults that are injected into requests. */
export function Faults() {
  const { data, error } = useLive<FaultsAnswer>('faults')
  return (
    <View title="Faults" aside={data && data.faults.length > 0 && <Act work={() => call('faults', 'DELETE')}>Remove all</Act>}>
      <p class="faint">A fault waits for matching requests, and makes them fail, get lost or arrive late.</p>
      <Problem error={error} />
      <Table
        name="Faults"
        columns={columns}
        rows={data?.faults}
        keyOf={({ id }) => id}
        empty="No pending faults: requests are answered normally."
      />
      <Section title="Common faults">
        <div class="bar start">
          {common.map(([name, fault]) => (
            <Act key={name} work={() => call('faults', 'POST', fault)} done={`${name} waits for the next request.`}>
              {name}
            </Act>
          ))}
        </div>
      </Section>
      <Section title="Another fault">
        <NewFault />
      </Section>
    </View>
  )
}

function NewFault() {
  return (
    <Form
      send={(fields, form) => {
        void act(() => call('faults', 'POST', faultOf(fields)), 'The fault was added.').then((isDone) => isDone && form.reset())
      }}
    >
      <OperationField label="Operation" />
      <label class="field">
        <span>Method</span>
        <select name="method">
          {['', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => (
            <option key={method} value={method}>
              {method || 'any'}
            </option>
          ))}
        </select>
      </label>
      <label class="field grow">
        <span>Path (*: anything)</span>
        <input name="path" autocomplete="off" spellcheck={false} placeholder="/packages/acme/*" />
      </label>
      <label class="field">
        <span>Status</span>
        <input type="number" name="status" min={200} max={599} placeholder="503" />
      </label>
      <label class="field">
        <span>Delay in ms</span>
        <input type="number" name="delay" min={0} placeholder="0" />
      </label>
      <label class="field">
        <span>Times (0: always)</span>
        <input type="number" name="times" min={0} defaultValue="1" required />
      </label>
      <label class="check">
        <input type="checkbox" name="dropReply" /> Lose the answer
      </label>
      <label class="check">
        <input type="checkbox" name="after" /> Only after it was acted on
      </label>
      <button type="submit">Add fault</button>
    </Form>
  )
}

function faultOf(fields: FormData): object {
  const texts = ['operation', 'method', 'path'].map((name) => [name, String(fields.get(name))] as const)
  const numbers = ['status', 'delay'].map((name) => [name, String(fields.get(name))] as const)
  return {
    ...Object.fromEntries(texts.filter(([, text]) => text !== '')),
    ...Object.fromEntries(numbers.filter(([, text]) => text !== '').map(([name, text]) => [name, Number(text)])),
    times: Number(fields.get('times')) || 'always',
    ...(fields.get('dropReply') !== null && { dropReply: true }),
    ...(fields.get('after') !== null && { when: 'after' }),
  }
}
