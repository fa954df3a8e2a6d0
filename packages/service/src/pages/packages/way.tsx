import { actorOf } from '../../access/actor.ts'
import { may } from '../../access/person.ts'
import { count } from '../../core/count.ts'
import type { ServedPipeline } from '../../settings/pipelines.ts'
import type { PackageRow } from '../../store/packages.ts'
import type { Verdict } from '../../store/verdicts.ts'
import type { Visit } from '../parts.ts'
import { Badge } from '../text/badge.tsx'
import { Reason } from '../text/reason.tsx'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'
import { waivesAs } from '../waive/who.ts'

/** Outcomes in plans of packages that have been promoted. */
const past: ReadonlySet<string> = new Set(['already there', 'promoted'])

/** Whether a package is still to be promoted along an edge. */
export const isOpen = ({ outcome }: Pick<Verdict, 'outcome'>): boolean => !past.has(outcome)

/** What holds a package back, by edge: the first reason, with a link if there are more. */
export function Way({ row: { id, verdicts }, served, visit }: { row: PackageRow; served: ServedPipeline; visit: Visit }) {
  const actor = actorOf(visit.person, served.pipeline)
  const canWaive = ({ mayWaive }: Verdict) =>
    may(visit.person, 'approve') && waivesAs(visit.person, actor, mayWaive) !== undefined
  const held = verdicts.filter(isOpen)
  if (held.length === 0) return <span class="faint">–</span>
  return (
    <ul class="ways">
      {held.map((verdict) => (
        <li>
          <p class="row tightly">
            <Badge of={verdict.outcome} />
            <span class="faint small">
              to <Text of={served.edges.find(({ id }) => id === verdict.edge)?.to ?? verdict.edge} />
              {verdict.until !== null && verdict.outcome === 'waiting' && (
                <>
                  , <Time at={verdict.until} now={visit.now} />
                </>
              )}
            </span>
            {canWaive(verdict) && (
              <a href={`/waivers/new?${new URLSearchParams({ package: String(id), edge: verdict.edge })}`}>waive…</a>
            )}
            {verdict.plan !== null && <a href={`/plans/${verdict.plan}`}>plan {verdict.plan}</a>}
          </p>
          <Reasons of={verdict.reasons} />
        </li>
      ))}
    </ul>
  )
}

function Reasons({ of: [first, ...rest] }: { of: readonly string[] }) {
  if (first === undefined) return null
  return (
    <>
      <p class="small">
        <Reason of={first} most={240} />
      </p>
      {rest.length > 0 && (
        <details class="more small">
          <summary>{count(rest.length, 'more reason')}</summary>
          {rest.map((reason) => (
            <p>
              <Reason of={reason} most={240} />
            </p>
          ))}
        </details>
      )}
    </>
  )
}
