import type { Child } from 'hono/jsx'
import { partsOf } from './unseen.ts'

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

/** A choice among words that are known; nothing chosen is all. One that is chosen and not known any more stays. */
export function Choice({
  name,
  all,
  options,
  chosen,
}: {
  name: string
  all: string
  options: readonly string[]
  chosen: string | undefined
}) {
  const known = chosen === undefined || options.includes(chosen) ? options : [chosen, ...options]
  return (
    <select name={name}>
      <option value="">{all}</option>
      {known.map((each) => (
        <option value={each} selected={each === chosen}>
          {visibleIn(each)}
        </option>
      ))}
    </select>
  )
}

/** Options have no markup: what is not seen in them is told by its number. */
const visibleIn = (text: string): string =>
  partsOf(text)
    .map((part) => part.text)
    .join('')
