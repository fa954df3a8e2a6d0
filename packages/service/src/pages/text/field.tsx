import type { Child } from 'hono/jsx'
import { visible } from './unseen.ts'

/** A field with what it is called. */
export function Field({ label, children }: { label: string; children?: Child }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the field is among the children.
    <label class="field">
      <span>{label}</span>
      {children}
    </label>
  )
}

/** A choice among words that are known; nothing chosen is all, where there is a word for that. One that is chosen and not known any more stays. */
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
