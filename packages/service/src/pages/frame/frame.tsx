import { nobodySignsIn } from '../../access/local.ts'
import { may } from '../../access/person.ts'
import { number } from '../../core/count.ts'
import type { View, Visit } from '../parts.ts'
import { routes } from '../routes.ts'
import { Text } from '../text/text.tsx'
import { Brand } from './brand.tsx'
import { Document } from './document.tsx'
import { sentenceOf } from './said.ts'
import { type Theme, themeOf, themes } from './theme.ts'

/** Address of the event stream that reports changes since the page was made. */
const hintsOf = (topics: NonNullable<View['live']>, { shownAt }: Visit): string =>
  `/events?${new URLSearchParams([...topics.map((topic): [string, string] => ['on', topic]), ['shown', String(shownAt)]])}`

/** A page with its menu, the person, and the colour scheme. */
export function Frame({ visit, view, waiting }: { visit: Visit; view: View; waiting: number }) {
  const { context } = visit
  const said = sentenceOf(context.req.query('said'))
  const events = view.live && hintsOf(view.live, visit)
  const theme = themeOf(context)
  return (
    <Document title={view.title} now={visit.now} theme={theme} events={events} again={view.again}>
      <a class="skip" href="#main">
        Skip to main content
      </a>
      <header class="top">
        <Brand />
        <Menu visit={visit} waiting={waiting} />
        <Who visit={visit} theme={theme} />
      </header>
      <main id="main" tabindex={-1}>
        {said !== undefined && (
          <p class="notice good" role="status">
            {said}
          </p>
        )}
        {view.main}
      </main>
    </Document>
  )
}

function Menu({ visit: { context, person }, waiting }: { visit: Visit; waiting: number }) {
  const shown = Object.values(routes).filter((route) => 'inMenu' in route && may(person, route.right))
  return (
    <nav class="menu" aria-label="Pages">
      <ul>
        {shown.map(({ path, title }) => (
          <li>
            <a href={path} aria-current={placeIn(path, context.req.path)}>
              {title}
              {path === '/' && waiting > 0 && (
                <span class="count">
                  {number(waiting)}
                  <span class="unheard">{waiting === 1 ? ' thing' : ' things'}</span>
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Whether a page is that of a menu entry, or one below it. */
function placeIn(path: string, shown: string): 'page' | 'true' | undefined {
  if (shown === path) return 'page'
  return path !== '/' && shown.startsWith(`${path}/`) ? 'true' : undefined
}

function Who({ visit: { context, person, parts }, theme }: { visit: Visit; theme: Theme }) {
  return (
    <div class="who">
      <p class="lost" role="status" hidden />
      <form class="theme" method="post" action="/theme" aria-label="Colours">
        <input type="hidden" name="back" value={context.req.path} />
        {themes.map((each) => (
          <button type="submit" name="theme" value={each} aria-pressed={each === theme ? 'true' : 'false'}>
            {each === 'system' ? 'Auto' : each === 'light' ? 'Light' : 'Dark'}
          </button>
        ))}
      </form>
      <p class="person">
        <strong>
          <Text of={person.name} most={60} />
        </strong>
        <span class="faint">{person.role}</span>
      </p>
      {parts.signOut === undefined && <p class="faint">{nobodySignsIn}</p>}
      {parts.signOut !== undefined && (
        <form method="post" action={parts.signOut}>
          <button type="submit" class="link">
            Sign out
          </button>
        </form>
      )}
    </div>
  )
}
