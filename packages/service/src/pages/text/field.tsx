import type { Child } from 'hono/jsx'
import { visible } from './unseen.ts'

/** A form field with its label. */
export function Field({ label, children }: { label: string; children?: Child }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the field is among the children.
    <label class="field">
      <span>{label}</span>
      {children}
    </label>
  )
}

/** A choice of known values. If there is a word for that, choosing nothing means all. A selected value that is no longer known stays selectable. */
export function Choice({
  name,
  all,
  options,
  chosen,
}: {
  name: string
  all?: string
  options: readonly string[]
  chosen: string | undefined
}) {
  const known = chosen === undefined || options.includes(chosen) ? options : [chosen, ...options]
  return (
    <select name={name}>
      {all !== undefined && <option value="">{all}</option>}
      {known.map((each) => (
        <option value={each} selected={each === chosen}>
          {visible(each)}
        </option>
      ))}
    </select>
  )
}
