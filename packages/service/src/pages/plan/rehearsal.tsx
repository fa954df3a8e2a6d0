import type { Child } from 'hono/jsx'
import { number } from '../../core/count.ts'
import type { RehearsalRow, Rehearsed } from '../../store/rehearsals.ts'
import type { Visit } from '../parts.ts'
import { PackageName } from '../text/package-name.tsx'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'
import { Note } from './note.tsx'

/** Maximum number of lines of each type. */
const most = 20

/** The rehearsal of a plan, or why there is none. Plans that need no approval are not rehearsed, so nothing is shown for them. */
export function Rehearsal({ row, visit }: { row: RehearsalRow | undefined; visit: Visit }) {
  if (row === undefined) return null
  return (
    <section aria-labelledby="rehearsal">
      <div class="title">
        <h2 id="rehearsal">Rehearsal</h2>
        <span class="faint">
          <Time at={row.madeAt} now={visit.now} />
        </span>
      </div>
      {row.rehearsed === null ? (
        <p class="sheet empty">
          It was not rehearsed: <Text of={row.why} most={600} />.
        </p>
      ) : (
        <Came of={row.rehearsed} />
      )}
    </section>
  )
}

function Came({ of: rehearsed }: { of: Rehearsed }) {
  const { refused, quarantined, deletedByRetention, latest, unknown } = rehearsed
  const lines: readonly Child[] = [
    ...refused.slice(0, most).map(({ package: { format, name, version }, outcome, reasons }) => (
      <Note tone="bad" word={outcome}>
        <PackageName format={format} name={name} version={version} /> would not arrive:{' '}
        <Text of={reasons.join('; ')} most={600} />
      </Note>
    )),
    ...quarantined.slice(0, most).map(({ package: { format, name, version }, why }) => (
      <Note tone="bad" word="quarantine">
        <PackageName format={format} name={name} version={version} /> would be quarantined on arrival
        {why !== null && (
          <>
            : <Text of={why} most={600} />
          </>
        )}
      </Note>
    )),
    ...deletedByRetention.slice(0, most).map(({ format, name, version }) => (
      <Note tone="warn" word="retention">
        <PackageName format={format} name={name} version={version} /> would be deleted
      </Note>
    )),
    ...latest.slice(0, most).map(({ format, name, from, to }) => (
      <Note tone="calm" word="latest">
        <PackageName format={format} name={name} version="" />: from <Text of={from} /> to <Text of={to ?? 'none'} />
      </Note>
    )),
  ]
  const left = [refused, quarantined, deletedByRetention, latest].reduce((sum, { length }) => sum + Math.max(0, length - most), 0)
  return (
    <div class="sheet">
      <ul class="notes">
        <Note tone={rehearsed.outcome === 'succeeded' ? 'good' : 'bad'} word={rehearsed.outcome}>
          In a copy of both stages, as if everybody had approved{lines.length === 0 && ': no other effects'}
        </Note>
        {lines}
      </ul>
      {left > 0 && <p class="padded small faint">And {number(left)} more.</p>}
      {unknown.length > 0 && (
        <details class="padded">
          <summary class="small">What the rehearsal could not take into account</summary>
          <ul class="small faint">
            {unknown.slice(0, most).map(({ what, where, detail }) => (
              <li>
                <Text of={what} /> of <Text of={where} />: <Text of={detail} most={300} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
