import type { Report } from '@cloudsmith-sdk/promotion'
import { may } from '../../access/person.ts'
import { rollbackResult } from '../../store/rollbacks.ts'
import { lastEventOf } from '../../store/run-events.ts'
import { findRun, type RunRow, runEvents, runReport } from '../../store/runs.ts'
import { notFound } from '../frame/problem.tsx'
import type { Handler, Visit } from '../parts.ts'
import { numberIn } from '../plan/number-in.ts'
import { Badge } from '../text/badge.tsx'
import { EdgeName } from '../text/edge-name.tsx'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'
import { moment, span } from '../text/words.ts'
import { shownEvent } from './event-text.ts'
import { LiveRun } from './live-run.tsx'
import { type LiveState, mostEvents } from './live-state.ts'
import { ReportTable } from './report.tsx'
import { Undone } from './undone.tsx'

/** The page of a run: its progress, its events, what happened to each package, and the evidence. */
export const run: Handler = async (visit) => {
  const { database } = visit.parts
  const id = numberIn(visit, 'run')
  const row = await findRun(database, id)
  if (row === undefined) throw notFound('run')
  const isRollback = row.kind === 'rollback'
  const report = isRollback ? undefined : await runReport(database, id)
  const undone = isRollback ? await rollbackResult(database, id) : undefined
  const state = await liveState(visit, row)
  const isOpen = row.finishedAt === null
  return {
    title: `Run ${id}`,
    // A run that applies a plan has its own event stream.
    ...(isRollback && isOpen ? { live: [`run:${id}`] } : {}),
    again: isOpen ? 5 : undefined,
    main: (
      <div class="view">
        <Head visit={visit} row={row} />
        {row.error !== null && (
          <p class="notice warn">
            <Text of={row.error} most={2_000} />
          </p>
        )}
        <div class="split">
          <div>
            {report !== undefined && <ReportTable report={report} />}
            {undone !== undefined && <Undone result={undone} />}
            {isRollback && undone === undefined && <p class="sheet empty">The rollback is running.</p>}
            {!isRollback && (
              <section aria-labelledby="happened">
                <h2 id="happened">Events</h2>
                <div data-island="run" data-run={id} data-state={seenJson(state)}>
                  <LiveRun state={state} />
                </div>
              </section>
            )}
          </div>
          <div class="beside">
            <Facts visit={visit} row={row} />
            {report !== undefined && <Proof id={id} plan={row.plan} report={report} visit={visit} />}
          </div>
        </div>
      </div>
    ),
  }
}

async function liveState({ parts }: Visit, { id, progress, outcome, finishedAt }: RunRow): Promise<LiveState> {
  const total = await lastEventOf(parts.database, id)
  const events = await runEvents(parts.database, id, Math.max(0, total - mostEvents), mostEvents)
  return {
    progress: progress && { done: progress.done, total: progress.total, requests: progress.requests, minutes: progress.minutes },
    events: events.map(shownEvent).toReversed(),
    outcome: finishedAt === null ? null : (outcome ?? 'interrupted'),
  }
}

/** A value as JSON in which every character is visible, also in an attribute: those that change the direction of text are escaped. */
const seenJson = (value: object): string =>
  JSON.stringify(value).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (unseen) =>
    [...Array(unseen.length).keys()].map((at) => `\\u${unseen.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  )

function Head({ visit, row }: { visit: Visit; row: RunRow }) {
  return (
    <div class="head">
      <div>
        <h1>
          {row.kind === 'rollback' ? 'Rollback' : 'Run'} {row.id} <Badge of={row.outcome ?? 'running'} />
        </h1>
        <p class="faint">
          <EdgeName of={row.edge} parts={visit.parts} />
          {row.plan !== null && (
            <>
              {' '}
              · <a href={`/plans/${row.plan}`}>plan {row.plan}</a>
            </>
          )}{' '}
          · started <Time at={row.startedAt} now={visit.now} />
        </p>
      </div>
    </div>
  )
}

function Facts({ visit, row }: { visit: Visit; row: RunRow }) {
  const end = row.finishedAt ?? visit.now
  return (
    <section class="sheet padded" aria-labelledby="facts">
      <h2 id="facts">This run</h2>
      <dl class="facts">
        <div>
          <dt>Started</dt>
          <dd>{moment(row.startedAt)}</dd>
        </div>
        <div>
          <dt>{row.finishedAt === null ? 'Running for' : 'Took'}</dt>
          <dd>{span((end.getTime() - row.startedAt.getTime()) / 1000)}</dd>
        </div>
        {row.requestedBy !== null && (
          <div>
            <dt>Requested by</dt>
            <dd>
              <Text of={row.requestedBy} most={80} />
            </dd>
          </div>
        )}
        <div>
          <dt>Worker</dt>
          <dd class="mono">{row.worker}</dd>
        </div>
      </dl>
    </section>
  )
}

function Proof({ id, plan, report, visit }: { id: number; plan: number | null; report: Report; visit: Visit }) {
  const hasGone = report.items.some(({ outcome }) => outcome === 'promoted')
  return (
    <section class="sheet padded" aria-labelledby="proof">
      <h2 id="proof">Evidence</h2>
      <ul class="downloads">
        <li>
          <a href={`/runs/${id}/report.json`} download>
            Report
          </a>{' '}
          <span class="faint small">as the engine made it</span>
        </li>
        {hasGone && (
          <li>
            <a href={`/runs/${id}/statement.json`} download>
              in-toto statement
            </a>{' '}
            <span class="faint small">to sign and attach</span>
          </li>
        )}
        <li>
          <a href={`/runs/${id}/report.md`} download>
            Summary
          </a>{' '}
          <span class="faint small">Markdown, for a ticket</span>
        </li>
      </ul>
      {hasGone && plan !== null && may(visit.person, 'approve') && (
        <a class="button" href={`/plans/${plan}/rollback`}>
          Roll back…
        </a>
      )}
    </section>
  )
}
