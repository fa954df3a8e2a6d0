import type { Plan } from '@cloudsmith-sdk/promotion'
import { actorOf } from '../../access/actor.ts'
import { count, number } from '../../core/count.ts'
import { edgeIn } from '../../flow/parts.ts'
import { approvalsOf, refusalsOf } from '../../store/decisions.ts'
import { holdingsBySlug } from '../../store/plan-holdings.ts'
import { findPlan, type PlanRow, planDocument } from '../../store/plans.ts'
import { rehearsalOf } from '../../store/rehearsals.ts'
import { listRuns, type RunRow } from '../../store/runs.ts'
import { asksOf, whyNotTo } from '../agree/ask.ts'
import { notFound } from '../frame/problem.tsx'
import type { Handler, Visit } from '../parts.ts'
import { Badge } from '../text/badge.tsx'
import { EdgeName } from '../text/edge-name.tsx'
import { planWord } from '../text/state.ts'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'
import { span } from '../text/words.ts'
import { Changes } from './changes.tsx'
import { Decide } from './decide.tsx'
import { LeftOut } from './left-out.tsx'
import { Notes } from './notes.tsx'
import { numberIn } from './number-in.ts'
import { Rehearsal } from './rehearsal.tsx'
import { Rules } from './rules.tsx'
import { Refused, Standing } from './standing.tsx'

/** Maximum number of packages that the page shows. */
const mostShown = 200

/** The page of a plan: what would change, who has approved it, and its state. */
export const plan: Handler = async (visit) => {
  const { parts, person, now } = visit
  const { database } = parts
  const id = numberIn(visit, 'plan')
  const row = await findPlan(database, id)
  const document = row && (await planDocument(database, id))
  if (row === undefined || document === undefined) throw notFound('plan')
  const shown = document.items.slice(0, 2 * mostShown).map(({ slugPerm }) => slugPerm)
  const [approvals, refusals, runs, holdings, rehearsal] = await Promise.all([
    approvalsOf(database, id),
    refusalsOf(database, id),
    listRuns(database, { plan: id, limit: 10 }),
    holdingsBySlug(database, row.pipeline, shown),
    rehearsalOf(database, id),
  ])
  const found = edgeIn(parts, row.edge)
  const asks = found === undefined ? [] : asksOf(found.served, found.edge)
  const actor = actorOf(person, found?.served.pipeline)
  const agreed = approvals.filter(({ revokedAt, expires }) => revokedAt === null && (expires === null || expires > now))
  const whyNot = found && whyNotTo(found.served, asks, { actor, requestedBy: row.requestedBy, agreed })
  return {
    title: `Plan ${id}`,
    live: [`plan:${id}`, ...runs.rows.map((run) => `run:${run.id}` as const)],
    main: (
      <div class="view">
        <Head visit={visit} row={row} plan={document} />
        <Standing visit={visit} row={row} />
        <Refused visit={visit} refusals={refusals} />
        <div class="split">
          <div>
            <Changes plan={document} holdings={holdings} most={mostShown} />
            <Notes plan={document} visit={visit} />
            <Rehearsal row={rehearsal} visit={visit} />
            <LeftOut plan={document} most={mostShown} />
            <Runs visit={visit} runs={runs.rows} />
            <Rules plan={document} />
          </div>
          <div class="beside">
            <Decide visit={visit} plan={row} asks={asks} approvals={approvals} actor={actor} whyNot={whyNot} />
            <Cost plan={document} id={id} />
          </div>
        </div>
      </div>
    ),
  }
}

function Head({ visit, row, plan }: { visit: Visit; row: PlanRow; plan: Plan }) {
  return (
    <div class="head">
      <div>
        <h1>
          <span>
            {count(row.going, 'package')} to <Text of={plan.to} />
          </span>
          <Badge of={planWord(row.state)} />
        </h1>
        <p class="faint">
          Plan {row.id} · <EdgeName of={row.edge} parts={visit.parts} /> · {plan.action} · planned{' '}
          <Time at={row.madeAt} now={visit.now} />
          {plan.requestedBy !== null && (
            <>
              {' '}
              for <Text of={plan.requestedBy} most={60} />
            </>
          )}
        </p>
      </div>
    </div>
  )
}

function Runs({ visit, runs }: { visit: Visit; runs: readonly RunRow[] }) {
  if (runs.length === 0) return null
  return (
    <section aria-labelledby="runs">
      <h2 id="runs">Runs</h2>
      <ul class="sheet items">
        {runs.map((run) => (
          <li>
            <div class="what">
              <strong>
                <a href={`/runs/${run.id}`}>Run {run.id}</a>
                <Badge of={run.outcome ?? 'running'} />
              </strong>
              <p class="small faint">
                <Time at={run.startedAt} now={visit.now} />
                {run.error !== null && (
                  <>
                    {' '}
                    · <Text of={run.error} />
                  </>
                )}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Cost({ plan, id }: { plan: Plan; id: number }) {
  const { paused } = plan
  const { cost, read } = plan.estimates
  return (
    <section class="sheet padded" aria-labelledby="cost">
      <h2 id="cost">Cost</h2>
      <dl class="facts">
        <div>
          <dt>Requests</dt>
          <dd>
            about {number(cost.requests)}
            {cost.minutes !== null && `, in ${span(cost.minutes * 60)}`}
          </dd>
        </div>
        <div>
          <dt>Compared</dt>
          <dd>
            {count(read.source, 'package')} in <Text of={plan.from} />, {number(read.destination)} in <Text of={plan.to} />
          </dd>
        </div>
        {paused !== null && (
          <div>
            <dt>Paused when the plan was made</dt>
            <dd>
              <Text of={paused.why ?? 'no reason given'} />
            </dd>
          </div>
        )}
      </dl>
      <a class="button small" href={`/plans/${id}/plan.json`} download>
        Download the plan
      </a>
    </section>
  )
}
