import type { Child } from 'hono/jsx'
import type { Tone } from '../text/state.ts'

/** Something that needs a person: a title, details and an action. */
export function Item({ tone, title, children, action }: { tone: Tone; title: Child; children?: Child; action?: Child }) {
  return (
    <li class={tone}>
      <div class="what">
        <strong>{title}</strong>
        {children}
      </div>
      {action !== undefined && <div class="row">{action}</div>}
    </li>
  )
}

/** Several of them under a heading; nothing if there are none. */
export function Items({ id, title, note, children }: { id: string; title: string; note?: Child; children: readonly Child[] }) {
  if (children.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <div class="title">
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span class="faint">{note}</span>}
      </div>
      <ul class="sheet items">{children}</ul>
    </section>
  )
}
