import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { unreachable } from './api.ts'
import { Text } from './text.tsx'
import { partsOf } from './unseen.ts'

/** Most characters of the window's title. */
const longestTitle = 100

/** A view with its title, which is also that of the window and may contain text from outside. */
export function View({ title, aside, children }: { title: string; aside?: ComponentChildren; children: ComponentChildren }) {
  useEffect(() => {
    const shown = partsOf(title.slice(0, longestTitle)).map(({ text }) => text)
    document.title = `${shown.join('')} · Cloudsmith emulator`
  }, [title])
  return (
    <div class="view">
      <div class="bar">
        <h1 tabIndex={-1}>
          <Text of={title} />
        </h1>
        {aside}
      </div>
      {children}
    </div>
  )
}

/** A section of a view. */
export function Section({ title, aside, children }: { title: string; aside?: ComponentChildren; children: ComponentChildren }) {
  return (
    <section>
      <div class="bar">
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}

/** An error message. A missing response is only shown once, above all views. */
export function Problem({ error }: { error: string | undefined }) {
  return error === undefined || error === unreachable ? null : <p class="problem">{error}</p>
}

/** Names with values; those without a value are left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ComponentChildren])[] }) {
  return (
    <dl class="sheet facts">
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
