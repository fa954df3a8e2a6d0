import { useState } from 'preact/hooks'
import type { StateAnswer } from '../src/control/answers.ts'
import { Act } from './act.tsx'
import { call, world } from './api.ts'
import { openHelp } from './help.tsx'
import { pause } from './live.ts'
import { linkTo, type Route } from './route.ts'
import { Copy, Text } from './text.tsx'
import { ThemeChoice } from './theme.tsx'
import { views } from './view-list.ts'
import { moment, number } from './words.ts'

/** The header of every view: the emulator's URL, its clock, and the menu. */
export function Header({ route, state }: { route: Route; state: StateAnswer | undefined }) {
  return (
    <>
      <header>
        <div class="bar start">
          <a class="brand" href={linkTo([])}>
            Cloudsmith emulator
          </a>
          {world !== undefined && (
            <span class="badge good">
              world <Text of={world} />
            </span>
          )}
          {state && (
            <span class="origin wide">
              <code>{state.origin}</code> <Copy text={state.origin} name="address of the API" />
            </span>
          )}
        </div>
        <Clock state={state} />
        <div class="bar end">
          <Pause />
          <ThemeChoice />
          <button type="button" class="wide" onClick={openHelp} aria-keyshortcuts="?">
            Keyboard
          </button>
        </div>
      </header>
      <Menu route={route} state={state} />
    </>
  )
}

function Clock({ state }: { state: StateAnswer | undefined }) {
  const advance = (seconds: number) => () => call('clock/advance', 'POST', { seconds })
  return (
    <fieldset class="clock" aria-label="Clock of the emulator">
      <time id="now" dateTime={state?.now}>
        {state === undefined ? '…' : moment(state.now)}
        <span class="wide"> UTC</span>
      </time>
      <span class="group">
        <Act label="+1 min: advance the clock" work={advance(60)}>
          +1 min
        </Act>
        <Act label="+1 h: advance the clock" work={advance(3600)}>
          +1 h
        </Act>
        <Act label="+1 day: advance the clock" work={advance(86_400)}>
          +1 day
        </Act>
        <Act
          label="Settle: advance the clock until there is nothing left to do"
          work={() => call('settle', 'POST')}
          done="Nothing is left to do."
        >
          Settle
        </Act>
      </span>
    </fieldset>
  )
}

/** Pauses live updates, so that the page can be read. */
function Pause() {
  const [isPaused, setPaused] = useState(false)
  return (
    <button
      type="button"
      data-pause
      aria-pressed={isPaused}
      onClick={() => {
        pause(!isPaused)
        setPaused(!isPaused)
      }}
    >
      Pause
    </button>
  )
}

function Menu({ route, state }: { route: Route; state: StateAnswer | undefined }) {
  const [current = ''] = route.path
  const counts: Readonly<Record<string, number | undefined>> = {
    packages: state?.packages,
    requests: state?.requests,
    deliveries: state?.deliveries,
    faults: state?.faults || undefined,
  }
  return (
    <nav class="menu" aria-label="Views">
      <ul>
        {views.map(({ path, title }) => (
          <li key={path}>
            <a href={linkTo(path === '' ? [] : [path])} aria-current={path === current ? 'page' : undefined}>
              {title}
              {counts[path] !== undefined && (
                <span class={`count ${path === 'faults' ? 'warn' : ''}`}>{number(counts[path] ?? 0)}</span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
