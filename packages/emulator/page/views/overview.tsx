import type { PackagesAnswer, RequestsAnswer, StateAnswer } from '../../src/control/answers.ts'
import { useLive } from '../live.ts'
import { Section, View } from '../outline.tsx'
import { linkTo } from '../route.ts'
import { Badge, Badges } from '../text.tsx'
import { count, number } from '../words.ts'
import { PackageTable } from './packages.tsx'
import { placesOf, repositoryLink } from './parts.tsx'
import { RequestTable } from './requests.tsx'

/** An overview of the emulator. */
export function Overview({ state }: { state: StateAnswer | undefined }) {
  const { data: packages } = useLive<PackagesAnswer>('packages?limit=5')
  const { data: requests } = useLive<RequestsAnswer>('requests?limit=8')
  return (
    <View title="Overview">
      {state && <Unusual state={state} />}
      <Section title="Repositories">
        <Repositories state={state} />
      </Section>
      <Section title="Latest packages" aside={<a href={linkTo(['packages'])}>All packages</a>}>
        <PackageTable rows={packages?.packages} isSorted={false} empty="No package has arrived yet." />
      </Section>
      <Section title="Latest requests" aside={<a href={linkTo(['requests'])}>All requests</a>}>
        <RequestTable
          rows={requests?.requests}
          empty={
            <>
              No requests yet. <a href={linkTo(['keys'])}>Keys and snippets</a> help you start.
            </>
          }
        />
      </Section>
    </View>
  )
}

/** Settings that differ from the defaults, which may explain a failure. */
function Unusual({ state: { faults, latency, rateLimit } }: { state: StateAnswer }) {
  const all = [
    faults > 0 && (
      <>
        <a href={linkTo(['faults'])}>{count(faults, 'fault')}</a> will make requests fail.
      </>
    ),
    latency > 0 && (
      <>
        Every request takes {number(latency)} ms longer: <a href={linkTo(['behaviour'])}>latency</a>.
      </>
    ),
    rateLimit.enforce && (
      <>
        Callers may send {count(rateLimit.limit, 'request')} in {number(rateLimit.windowSeconds)} s:{' '}
        <a href={linkTo(['behaviour'])}>rate limit</a>.
      </>
    ),
  ].filter((what) => what !== false)
  return all.length === 0 ? null : (
    <ul class="unusual">
      {all.map((what, index) => (
        <li key={index}>{what}</li>
      ))}
    </ul>
  )
}

function Repositories({ state }: { state: StateAnswer | undefined }) {
  const places = placesOf(state)
  if (state === undefined) return <p class="sheet empty">Loading…</p>
  if (places.length === 0) return <p class="sheet empty">There are no repositories.</p>
  return (
    <ul class="cards">
      {places.map(({ place, type, packages, quarantined, webhooks }) => (
        <li key={place}>
          <a class="card" href={repositoryLink(place)}>
            <strong>{place}</strong>
            <span class="faint">
              {[type, count(packages, 'package'), webhooks > 0 && count(webhooks, 'webhook')].filter(Boolean).join(' · ')}
            </span>
            {quarantined > 0 && (
              <Badges>
                <Badge kind="bad">{number(quarantined)} quarantined</Badge>
              </Badges>
            )}
          </a>
        </li>
      ))}
    </ul>
  )
}
