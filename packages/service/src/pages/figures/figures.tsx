import { waitingFor } from '../../store/figures.ts'
import { leadTimes } from '../../store/lead-times.ts'
import { findingsSince } from '../../store/trends.ts'
import { PipelineField, pipelineOf } from '../choose/pipeline.tsx'
import type { Handler } from '../parts.ts'
import { routes } from '../routes.ts'
import { Field } from '../text/field.tsx'
import { Findings } from './findings.tsx'
import { LeadTimes } from './lead-times.tsx'
import { Waiting } from './waiting.tsx'

const { path } = routes.figures
const day = 86_400_000

/** Selectable periods in days. */
const ranges = [30, 90, 365] as const

/** The page of charts: lead times, waiting times, and findings by stage. */
export const figures: Handler = async (visit) => {
  const { context, parts, now } = visit
  const { database } = parts
  const served = pipelineOf(visit)
  const asked = Number(context.req.query('days'))
  const days = ranges.find((each) => each === asked) ?? 30
  const unit = days > 90 ? 'week' : 'day'
  const since = new Date(now.getTime() - days * day)
  const [leads, waiting, findings] = await Promise.all([
    leadTimes(database, served.name, since, unit),
    waitingFor(database, served.name),
    findingsSince(database, served.name, since, unit),
  ])
  const time = { since, now, unit } as const
  return {
    title: 'Figures',
    main: (
      <div class="view">
        <div class="head">
          <div>
            <h1>Figures</h1>
            <p class="faint">Lead times, waiting packages, and findings by stage.</p>
          </div>
        </div>
        <search>
          <form class="filters few" action={path} data-filters>
            <PipelineField visit={visit} served={served} />
            <Field label="Time">
              <select name="days">
                {ranges.map((each) => (
                  <option value={each} selected={each === days}>
                    the last {each} days
                  </option>
                ))}
              </select>
            </Field>
            <div class="row">
              <button type="submit">Show</button>
            </div>
          </form>
        </search>
        <Waiting visit={visit} served={served} rows={waiting} />
        <LeadTimes visit={visit} leads={leads.spans} summary={leads.edges} time={time} />
        <Findings stages={served.pipeline.stages.map(({ name }) => name)} found={findings} time={time} />
      </div>
    ),
  }
}
