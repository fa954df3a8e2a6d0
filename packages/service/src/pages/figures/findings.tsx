import { number } from '../../core/count.ts'
import type { FindingsOverTime } from '../../store/trends.ts'
import { Data } from '../charts/data.tsx'
import { dayText, type Frame, Plot } from '../charts/plot.tsx'
import { Text } from '../text/text.tsx'
import { visible } from '../text/unseen.ts'
import type { TimeShown } from './time-shown.ts'

/** Severities in descending order, which is from bottom to top in columns, and the order of legends. */
const severities = ['critical', 'high', 'medium', 'low'] as const

type Severity = (typeof severities)[number]

/** Findings in a stage at one moment. */
interface Found {
  readonly at: Date
  readonly packages: Readonly<Record<Severity, number>>
}

interface FindingsProps {
  readonly stages: readonly string[]
  readonly found: FindingsOverTime
  readonly time: TimeShown
}

/** Charts of the number of packages with findings in each stage, by highest severity. */
export function Findings({ stages, found, time }: FindingsProps) {
  return (
    <section aria-labelledby="findings">
      <div class="title">
        <h2 id="findings">Findings by stage</h2>
        <span class="faint">packages by the highest severity of their findings, at the end of each {time.unit}</span>
      </div>
      {found.moments.length === 0 ? (
        <p class="sheet empty">No figures were recorded in this period. They are recorded several times a day.</p>
      ) : (
        <div class="charts">
          {stages.map((stage) => (
            <StageChart stage={stage} points={pointsOf(stage, found)} time={time} />
          ))}
        </div>
      )}
    </section>
  )
}

function pointsOf(stage: string, { moments, figures }: FindingsOverTime): readonly Found[] {
  const mine = figures.filter((figure) => figure.stage === stage)
  return moments.map((at) => {
    const amountOf = (severity: Severity) =>
      mine.find((figure) => figure.name === severity && figure.at.getTime() === at.getTime())?.value ?? 0
    return {
      at,
      packages: { critical: amountOf('critical'), high: amountOf('high'), medium: amountOf('medium'), low: amountOf('low') },
    }
  })
}

const sumOf = ({ packages }: Found): number => severities.reduce((sum, severity) => sum + packages[severity], 0)

function StageChart({ stage, points, time }: { stage: string; points: readonly Found[]; time: TimeShown }) {
  const last = points.at(-1)
  const now = last === undefined || sumOf(last) === 0 ? 'no findings' : said(last)
  return (
    <figure class="sheet padded">
      <figcaption>
        <h3>
          <Text of={stage} most={100} />
        </h3>
        <p class="small faint">Latest: {now}.</p>
      </figcaption>
      <Plot
        label={`Packages of ${visible(stage)} with findings, by the ${time.unit}. Latest: ${now}.`}
        from={time.since}
        until={time.now}
        largest={Math.max(...points.map(sumOf))}
        kind="number"
        say={number}
        moments={time.unit === 'day' ? Math.round((time.now.getTime() - time.since.getTime()) / 86_400_000) : 53}
        draw={(frame) => points.map((point) => <Column point={point} frame={frame} />)}
      />
      <p class="legend small">
        {severities.map((severity) => (
          <span>
            <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true" focusable="false">
              <rect width="10" height="10" rx="2" class={`severity ${severity}`} />
            </svg>{' '}
            {severity}
          </span>
        ))}
      </p>
      <Data
        caption={`Packages of ${visible(stage)} with findings`}
        columns={['Recorded', ...severities]}
        rows={points
          .toReversed()
          .map(({ at, packages }) => [dayText(at), ...severities.map((severity) => number(packages[severity]))])}
      />
    </figure>
  )
}

const said = ({ packages }: Found): string =>
  severities
    .filter((severity) => packages[severity] > 0)
    .map((severity) => `${number(packages[severity])} ${severity}`)
    .join(', ')

function Column({ point, frame: { x, y, slot } }: { point: Found; frame: Frame }) {
  const width = Math.max(2, Math.min(18, slot * 0.72))
  // The last column must not extend beyond the picture.
  const left = Math.round((x(point.at) - width) * 10) / 10
  let below = 0
  return (
    <g>
      {sumOf(point) > 0 && <title>{`${dayText(point.at)}: ${said(point)}`}</title>}
      {severities.map((severity) => {
        const [bottom, top] = [y(below), y(below + point.packages[severity])]
        below += point.packages[severity]
        return (
          bottom > top && (
            <rect x={left} y={top} width={width} height={Math.round((bottom - top) * 10) / 10} class={`severity ${severity}`} />
          )
        )
      })}
    </g>
  )
}
