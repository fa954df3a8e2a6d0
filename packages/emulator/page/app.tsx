/*! The page of the Cloudsmith emulator (MIT). It includes Preact, copyright 2015-present Jason Miller, MIT: https://github.com/preactjs/preact/blob/main/LICENSE */
import { render } from 'preact'
import { useEffect } from 'preact/hooks'
import type { StateAnswer } from '../src/control/answers.ts'
import { Notice } from './act.tsx'
import { Header } from './header.tsx'
import { Help } from './help.tsx'
import { createKeyboard } from './keyboard.ts'
import { useLive } from './live.ts'
import { useMemory } from './place-memory.ts'
import type { Route } from './route.ts'
import { useRoute } from './use-route.ts'
import { Behaviour } from './views/behaviour.tsx'
import { Deliveries, DeliveryDetail } from './views/deliveries.tsx'
import { Faults } from './views/faults.tsx'
import { Keys } from './views/keys.tsx'
import { Overview } from './views/overview.tsx'
import { PackageDetail } from './views/package.tsx'
import { Packages } from './views/packages.tsx'
import { RequestDetail } from './views/request.tsx'
import { Requests } from './views/requests.tsx'
import { Scans } from './views/scans.tsx'
import { Snapshots } from './views/snapshots.tsx'

function App() {
  const route = useRoute()
  const { data: state, error } = useLive<StateAnswer>('state')
  useMemory(route)
  useEffect(createKeyboard, [])
  return (
    <>
      {/* No link: what stands behind # in the address is the view. */}
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        Skip to main content
      </button>
      <Header route={route} state={state} />
      <main id="main" tabIndex={-1}>
        {error !== undefined && <p class="problem">{error}</p>}
        <Shown key={route.path.join('/')} route={route} state={state} />
      </main>
      <Notice />
      <Help />
    </>
  )
}

function Shown({ route, state }: { route: Route; state: StateAnswer | undefined }) {
  const [view = '', id] = route.path
  switch (view) {
    case 'packages':
      return id === undefined ? <Packages state={state} /> : <PackageDetail slugPerm={id} />
    case 'scans':
      return <Scans state={state} />
    case 'requests':
      return id === undefined ? <Requests /> : <RequestDetail id={id} />
    case 'deliveries':
      return id === undefined ? <Deliveries /> : <DeliveryDetail id={id} />
    case 'faults':
      return <Faults />
    case 'behaviour':
      return <Behaviour state={state} />
    case 'snapshots':
      return <Snapshots />
    case 'keys':
      return <Keys state={state} />
    default:
      return <Overview state={state} />
  }
}

render(<App />, document.body)
