import { count, number } from '../../core/count.ts'
import type { LeadTime } from '../../store/lead-times.ts'
import { Data } from '../charts/data.tsx'
import { dayText, type Frame, Plot } from '../charts/plot.tsx'
import type { Visit } from '../parts.ts'
import { EdgeName } from '../text/edge-name.tsx'
import { span } from '../text/words.ts'
import type { TimeShown } from './time-shown.ts'

/** One day in seconds. */
const day = 86_400

interface LeadTimesProps {
  readonly visit: Visit
  readonly leads: readonly LeadTime[]
  readonly summary: readonly Omit<LeadTime, 'at'>[]
  readonly time: TimeShown
}

/** A chart of lead times for each edge. */
export function LeadTimes({ visit, leads, summary, time }: LeadTimesProps) {
  return (
    <section aria-labelledby="lead">
      <div class="title">
        <h2 id="lead">From stage to stage</h2>
        <span class="faint">time from arrival in one stage to arrival in the next, by the {time.unit} of arrival</span>
      </div>
      {summary.length === 0 ? (
        <p class="sheet empty">Nothing arrived in this period.</p>
      ) : (
        <div class="charts">
          {summary.map((all) => (
            <EdgeChart visit={visit} all={all} leads={leads.filter(({ edge }) => edge === all.edge)} time={time} />
          ))}
        </div>
      )}
    </section>
  )
}

function EdgeChart({
  visit,
  all,
  leads,
  time,
}: {
  visit: Visit
  all: Omit<LeadTime, 'at'>
  leads: readonly LeadTime[]
  time: TimeShown
}) {
  const said =
    all.packages === 1
      ? `It took ${span(all.median)}`
      : `Half took at most ${span(all.median)}, nine in ten at most ${span(all.ninetieth)}`
  return (
    <figure class="sheet padded">
      <figcaption>
        <h3>
          <EdgeName of={all.edge} parts={visit.parts} />
        </h3>
        <p class="small faint">
          {count(all.packages, 'package')}. {said}.
        </p>
      </figcaption>
      <Plot
        label={`How long packages took, by the ${time.unit}. ${said}.`}
        from={startOf(time)}
        until={time.now}
        largest={Math.max(...leads.map(({ ninetieth }) => ninetieth))}
        kind="span"
        say={axisText}
        moments={leads.length}
        draw={(frame) => <Lines leads={leads} frame={frame} />}
      />
      <p class="legend small">
        <Key kind="line" title="median" />
        <Key kind="dashed" title="90th percentile" />
      </p>
      <Data
        caption="How long packages took"
        columns={[time.unit === 'day' ? 'Day' : 'Week from', 'Packages', 'Median', '90th percentile']}
        rows={leads
          .toReversed()
          .map(({ at, packages, median, ninetieth }) => [dayText(at), number(packages), span(median), span(ninetieth)])}
      />
    </figure>
  )
}

/** The first day or week starts before the selected period. */
const startOf = ({ since, unit }: TimeShown): Date => new Date(since.getTime() - (unit === 'day' ? 1 : 7) * day * 1_000)

/** Formats a value of the axis, whose steps are whole numbers. */
const axisText = (seconds: number): string =>
  seconds === 0 ? '0' : seconds % day === 0 ? count(seconds / day, 'day') : span(seconds)

function Lines({ leads, frame: { x, y } }: { leads: readonly LeadTime[]; frame: Frame }) {
  const points = (of: (lead: LeadTime) => number) => leads.map((lead) => `${x(lead.at)},${y(of(lead))}`).join(' ')
  return (
    <>
      <polyline points={points(({ ninetieth }) => ninetieth)} class="series dashed" />
      <polyline points={points(({ median }) => median)} class="series" />
      {leads.map((lead) => (
        <>
          <rect x={x(lead.at) - 2.5} y={y(lead.ninetieth) - 2.5} width="5" height="5" class="dot" />
          <circle cx={x(lead.at)} cy={y(lead.median)} r="3.2" class="dot">
            <title>{`${dayText(lead.at)}: median ${span(lead.median)}, 90th percentile ${span(lead.ninetieth)}, ${count(lead.packages, 'package')}`}</title>
          </circle>
        </>
      ))}
    </>
  )
}

function Key({ kind, title }: { kind: 'line' | 'dashed'; title: string }) {
  return (
    <span>
      <svg viewBox="0 0 24 8" width="24" height="8" aria-hidden="true" focusable="false">
        <line x1="0" x2="24" y1="4" y2="4" class={kind === 'dashed' ? 'series dashed' : 'series'} />
        {kind === 'dashed' ? (
          <rect x="9.5" y="1.5" width="5" height="5" class="dot" />
        ) : (
          <circle cx="12" cy="4" r="3.2" class="dot" />
        )}
      </svg>{' '}
      {title}
    </span>
  )
}
