import { useState } from 'preact/hooks'
import type { StateAnswer } from '../../src/control/answers.ts'
import { Act, act } from '../act.tsx'
import { call } from '../api.ts'
import { Form } from '../fields.tsx'
import { Section, View } from '../outline.tsx'
import { linkTo } from '../route.ts'
import { Badge } from '../text.tsx'
import { type SwitchDescription, useDescription } from '../use-description.ts'
import { OperationField } from './operation-field.tsx'

/** The behaviour of the emulator: latency, rate limit and switches. */
export function Behaviour({ state }: { state: StateAnswer | undefined }) {
  if (state === undefined) return <View title="Behaviour">Loading…</View>
  return (
    <View title="Behaviour">
      <Latency state={state} />
      <RateLimit state={state} />
      <Switches state={state} />
    </View>
  )
}

function Latency({ state }: { state: StateAnswer }) {
  return (
    <Section title="Latency">
      <p class="faint">
        Every request takes {state.latency} ms of the emulator's time longer. For one operation it is a{' '}
        <a href={linkTo(['faults'])}>fault</a> that always hits.
      </p>
      <Form
        send={(fields) => {
          const operation = String(fields.get('operation'))
          const milliseconds = Number(fields.get('milliseconds'))
          void act(
            () => call('latency', 'POST', { milliseconds, ...(operation !== '' && { operation }) }),
            `${operation || 'Every request'} now takes ${milliseconds} ms longer.`,
          )
        }}
      >
        <label class="field">
          <span>Milliseconds</span>
          <input type="number" name="milliseconds" min={0} step={1} required defaultValue={String(state.latency)} />
        </label>
        <OperationField label="Only for this operation" />
        <button type="submit">Set latency</button>
      </Form>
    </Section>
  )
}

function RateLimit({ state: { rateLimit } }: { state: StateAnswer }) {
  return (
    <Section title="Rate limit">
      <p class="faint">
        How many requests each caller may send in a window of time. Headers state the limit; it is only enforced if you choose so.
        A change restarts all windows.
      </p>
      <Form
        send={(fields) => {
          const changes = {
            limit: Number(fields.get('limit')),
            windowSeconds: Number(fields.get('windowSeconds')),
            enforce: fields.get('enforce') !== null,
          }
          void act(() => call('rate-limit', 'POST', changes), 'The rate limit is set.')
        }}
      >
        <label class="field">
          <span>Requests</span>
          <input type="number" name="limit" min={1} step={1} required defaultValue={String(rateLimit.limit)} />
        </label>
        <label class="field">
          <span>Window in seconds</span>
          <input
            type="number"
            name="windowSeconds"
            min={0.001}
            step="any"
            required
            defaultValue={String(rateLimit.windowSeconds)}
          />
        </label>
        <label class="check">
          <input type="checkbox" name="enforce" defaultChecked={rateLimit.enforce} /> Answer more with 429
        </label>
        <button type="submit">Set rate limit</button>
      </Form>
    </Section>
  )
}

function Switches({ state: { switches } }: { state: StateAnswer }) {
  const description = useDescription()
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const all = Object.entries(description?.switches ?? {})
  const changed = all.filter(([name, { default: standard }]) => switches[name] !== standard)
  const shown = all.filter(([name, { description: about }]) => `${name} ${about}`.toLowerCase().includes(wanted))
  const defaults = Object.fromEntries(changed.map(([name, { default: standard }]) => [name, standard]))
  return (
    <Section
      title="Switches"
      aside={
        changed.length > 0 && (
          <Act work={() => call('switches', 'POST', defaults)} done="All switches are at their defaults.">
            Back to defaults ({changed.length})
          </Act>
        )
      }
    >
      <p class="faint">
        Behaviour of Cloudsmith that is undocumented, or on which sources disagree. Test that your program works with both.
      </p>
      <label class="field grow">
        <span>Filter</span>
        <input type="search" data-search value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
      </label>
      <ul class="sheet plain switches">
        {shown.map(([name, about]) => (
          <Switch key={name} name={name} about={about} value={switches[name]} />
        ))}
      </ul>
    </Section>
  )
}

interface SwitchProps {
  readonly name: string
  readonly about: SwitchDescription
  readonly value: string | number | boolean | undefined
}

function Switch({ name, about, value }: SwitchProps) {
  const set = (changed: string | number | boolean) =>
    void act(() => call('switches', 'POST', { [name]: changed }), `${name} is now ${changed === '' ? 'empty' : changed}.`)
  return (
    <li>
      <label for={`switch-${name}`}>
        <code>{name}</code> {value !== about.default && <Badge kind="warn">changed</Badge>}
      </label>
      <p id={`about-${name}`} class="faint">
        {about.description.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}
      </p>
      <SwitchControl id={`switch-${name}`} describedBy={`about-${name}`} about={about} value={value} set={set} />
    </li>
  )
}

interface SwitchControlProps {
  readonly id: string
  readonly describedBy: string
  readonly about: SwitchDescription
  readonly value: string | number | boolean | undefined
  readonly set: (value: string | number | boolean) => void
}

function SwitchControl({ id, describedBy, about, value, set }: SwitchControlProps) {
  const { type, enum: choices } = about
  if (type === 'boolean') {
    return (
      <input
        id={id}
        aria-describedby={describedBy}
        type="checkbox"
        role="switch"
        aria-checked={value === true}
        checked={value === true}
        onChange={({ currentTarget }) => set(currentTarget.checked)}
      />
    )
  }
  if (choices !== undefined) {
    return (
      <select
        id={id}
        aria-describedby={describedBy}
        value={String(value)}
        onChange={({ currentTarget }) => set(choices.find((choice) => String(choice) === currentTarget.value) ?? '')}
      >
        {choices.map((choice) => (
          <option key={choice} value={String(choice)}>
            {choice === '' ? 'nothing' : choice}
          </option>
        ))}
      </select>
    )
  }
  return (
    <input
      id={id}
      aria-describedby={describedBy}
      type="number"
      min={0}
      value={String(value)}
      onChange={({ currentTarget }) => set(currentTarget.valueAsNumber)}
    />
  )
}
