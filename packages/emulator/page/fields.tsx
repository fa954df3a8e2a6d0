import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { replaceQuery, useRoute } from './use-route.ts'

/** How long to wait after the last keystroke before searching, in milliseconds. */
const pause = 200

/** A search field whose text is in the URL. The key `/` focuses it. */
export function Search({ name, label, placeholder }: { name: string; label: string; placeholder?: string }) {
  const route = useRoute()
  const given = route.query.get(name) ?? ''
  const [text, setText] = useState(given)
  // A link or the back button may have changed the URL.
  useEffect(() => setText(given), [given])
  useEffect(() => {
    if (text.trim() === given) return
    const timer = setTimeout(() => replaceQuery(route, { [name]: text.trim(), page: undefined }), pause)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <label class="field grow">
      <span>{label}</span>
      <input
        type="search"
        data-search
        value={text}
        autocomplete="off"
        spellcheck={false}
        placeholder={placeholder}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
    </label>
  )
}

interface ChoiceProps {
  readonly name: string
  readonly label: string
  /** The first option is the default. */
  readonly options: readonly (readonly [value: string, text: string])[]
}

/** A selection that is stored in the URL. */
export function Choice({ name, label, options }: ChoiceProps) {
  const route = useRoute()
  const given = route.query.get(name) ?? ''
  const all = options.some(([value]) => value === given) ? options : [...options, [given, given] as const]
  return (
    <label class="field">
      <span>{label}</span>
      <select
        value={given}
        onChange={({ currentTarget }) => replaceQuery(route, { [name]: currentTarget.value, page: undefined })}
      >
        {all.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

/** A form that is sent with a button or the Enter key. */
export function Form({
  children,
  send,
}: {
  children: ComponentChildren
  send: (fields: FormData, form: HTMLFormElement) => void
}) {
  return (
    <form
      class="bar"
      onSubmit={(event) => {
        event.preventDefault()
        send(new FormData(event.currentTarget), event.currentTarget)
      }}
    >
      {children}
    </form>
  )
}
