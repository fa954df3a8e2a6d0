import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { unreachable } from './api.ts'
import { Text } from './text.tsx'
import { partsOf } from './unseen.ts'

/** Characters of a title of the window, at most. */
const longestTitle = 100

/** A view with its title, which is that of the window as well: it may be somebody else's text. */
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

/** A part of a view. */
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

/** What went wrong, where it did; that nobody answers is told once, above all views. */
export function Problem({ error }: { error: string | undefined }) {
  return error === undefined || error === unreachable ? null : <p class="problem">{error}</p>
}

/** Facts by their name; those without a value are left out. */
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
