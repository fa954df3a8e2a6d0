import type { SnapshotAnswer, SnapshotsAnswer, WorldsAnswer } from '../../src/control/answers.ts'
import { Act, act } from '../act.tsx'
import { call, world, worldLink } from '../api.ts'
import { Form } from '../fields.tsx'
import { useLive } from '../live.ts'
import { Problem, Section, View } from '../outline.tsx'
import { type Column, Table } from '../table.tsx'
import { Badge, Time } from '../text.tsx'
import { count, number } from '../words.ts'

const snapshotColumns: readonly Column<SnapshotAnswer>[] = [
  { title: 'Name', cell: ({ name }) => <strong>{name}</strong>, style: 'name' },
  { title: 'Packages', cell: ({ packages }) => number(packages), style: 'tight end' },
  { title: 'Taken', cell: ({ at }) => <Time at={at} />, style: 'tight wide' },
  {
    title: 'Action',
    cell: ({ name }) => (
      <span class="bar end">
        <Act label={`Restore ${name}`} done={`Restored ${name}.`} work={() => call('reset', 'POST', { snapshot: name })}>
          Restore
        </Act>
        <Act label={`Delete ${name}`} work={() => call(`snapshots/${name}`, 'DELETE')}>
          Delete
        </Act>
      </span>
    ),
    style: 'tight end',
  },
]

/** Snapshots, reset, and separate worlds. */
export function Snapshots() {
  const { data, error } = useLive<SnapshotsAnswer>('snapshots')
  return (
    <View title="Snapshots and worlds">
      <Problem error={error} />
      <Section title="Snapshots">
        <p class="faint">A snapshot stores the whole state in memory. Restoring it brings everything back except the time.</p>
        <Table
          name="Snapshots"
          columns={snapshotColumns}
          rows={data?.snapshots}
          keyOf={({ name }) => name}
          empty="No snapshots yet."
        />
        <Form
          send={(fields, form) => {
            const name = String(fields.get('name'))
            void act(() => call(`snapshots/${encodeURIComponent(name)}`, 'POST'), `Snapshot ${name} was taken.`).then(
              (isDone) => isDone && form.reset(),
            )
          }}
        >
          <label class="field">
            <span>Name</span>
            <input name="name" required pattern="[A-Za-z0-9_.\-]{1,64}" autocomplete="off" placeholder="before-release" />
          </label>
          <button type="submit">Take snapshot</button>
        </Form>
      </Section>
      <Section title="Start again">
        <p class="faint">Resets everything to the start: uploads since then, logs and faults are deleted.</p>
        <form
          class="bar"
          onSubmit={(event) => {
            event.preventDefault()
            void act(() => call('reset', 'POST'), 'Everything was reset to the start.')
            event.currentTarget.reset()
          }}
        >
          <label class="check">
            <input type="checkbox" required /> Throw away what is there
          </label>
          <button type="submit" class="danger">
            Reset
          </button>
        </form>
      </Section>
      <Worlds />
    </View>
  )
}

function Worlds() {
  const { data, error } = useLive<WorldsAnswer>('worlds')
  if (data?.most === 0) {
    return (
      <Section title="Worlds">
        <p class="sheet empty">This server has only one world.</p>
      </Section>
    )
  }
  const columns: readonly Column<string | undefined>[] = [
    {
      title: 'World',
      cell: (name) => (
        <>
          <a class="strong" href={worldLink(name)}>
            {name ?? 'The first one'}
          </a>{' '}
          {name === world && <Badge kind="good">shown</Badge>}
        </>
      ),
      style: 'name',
    },
    {
      title: 'Requests reach it with',
      cell: (name) => (name ? <code>X-Emulator-World: {name}</code> : 'no header'),
      style: 'wide',
    },
    {
      title: 'Action',
      cell: (name) =>
        name !== undefined &&
        name !== world && (
          <Act label={`End ${name}`} work={() => call(`worlds/${encodeURIComponent(name)}`, 'DELETE')}>
            End
          </Act>
        ),
      style: 'tight end',
    },
  ]
  return (
    <Section title="Worlds">
      <p class="faint">
        Worlds share nothing with each other. A request is for one by the header <code>X-Emulator-World: NAME</code> or the host{' '}
        <code>NAME.localhost</code>, and makes it of the seed when it is the first.{' '}
        {data && `There can be up to ${count(data.most, 'world')}.`}
      </p>
      <Problem error={error} />
      <Table name="Worlds" columns={columns} rows={data && [undefined, ...data.worlds]} keyOf={(name) => name ?? ''} empty="" />
      <Form send={(fields) => location.assign(worldLink(String(fields.get('world'))))}>
        <label class="field">
          <span>Name</span>
          <input name="world" required pattern="[A-Za-z0-9_.\-]{1,64}" autocomplete="off" placeholder="job-7" />
        </label>
        <button type="submit">Open world</button>
      </Form>
    </Section>
  )
}
