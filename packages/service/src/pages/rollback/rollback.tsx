import type { Report, ReportItem } from '@cloudsmith-sdk/promotion'
import { actorOf } from '../../access/actor.ts'
import { count, number } from '../../core/count.ts'
import { edgeIn } from '../../flow/parts.ts'
import { askRollback } from '../../flow/roll-back.ts'
import { findPlan } from '../../store/plans.ts'
import { lastReport } from '../../store/rollbacks.ts'
import { decided } from '../frame/decided.ts'
import { formOf } from '../frame/form.ts'
import { changed, notFound, type PageProblem } from '../frame/problem.tsx'
import type { Handler } from '../parts.ts'
import { numberIn } from '../plan/number-in.ts'
import { Badge } from '../text/badge.tsx'
import { EdgeName } from '../text/edge-name.tsx'
import { Field } from '../text/field.tsx'
import { PackageName } from '../text/package-name.tsx'
import type { Tone } from '../text/state.ts'
import { Text } from '../text/text.tsx'

/** Maximum length of the reason in characters, and maximum number of packages in the preview. */
const longestWhy = 500
const most = 200

const wayTo = (plan: number): PageProblem['way'] => [`/plans/${plan}`, `Back to plan ${plan}`]

/** What a rollback would do to a package, according to the report. */
function undoneBy({ action }: Report, { did, tags, destination }: ReportItem): readonly [word: string, tone: Tone] | undefined {
  const isHere = destination !== null && !did.includes('deleted') && !did.includes('moved back')
  if (isHere && action !== 'tag' && did.includes('moved')) return ['will be moved back', 'warn']
  if (isHere && action !== 'tag' && did.includes('copied')) return ['will be deleted', 'bad']
  return isHere && tags.length > 0 ? [`will lose ${tags.join(', ')}`, 'warn'] : undefined
}

/** The page that previews a rollback, with the form to start it. */
export const rollbackPage: Handler = async ({ context, parts }) => {
  const id = numberIn({ context }, 'plan')
  const [row, last] = [await findPlan(parts.database, id), await lastReport(parts.database, id)]
  if (row === undefined) throw notFound('plan')
  if (last === undefined) throw changed('It promoted nothing, so there is nothing to undo.', wayTo(id))
  const { report } = last
  const touched = report.items.flatMap((item) => {
    const [word, tone] = undoneBy(report, item) ?? []
    return word === undefined || tone === undefined ? [] : [{ item, word, tone }]
  })
  if (touched.length === 0) throw changed('Nothing that it promoted is still there, so there is nothing to undo.', wayTo(id))
  return {
    title: `Roll back plan ${id}`,
    main: (
      <div class="view narrow">
        <div class="head">
          <div>
            <h1>Roll back plan {id}</h1>
            <p class="faint">
              <EdgeName of={row.edge} parts={parts} /> · {number(touched.length)} of {count(report.items.length, 'package')}
            </p>
          </div>
        </div>
        <section aria-labelledby="preview">
          <div class="title">
            <h2 id="preview">Preview</h2>
            {touched.length > most && <span class="faint">the first {number(most)}</span>}
          </div>
          <ul class="sheet items">
            {touched.slice(0, most).map(({ item: { package: identity }, word, tone }) => (
              <li>
                <strong>
                  <PackageName format={identity.format} name={identity.name} version={identity.version ?? ''} />
                </strong>
                <Badge of={word} tone={tone} />
              </li>
            ))}
          </ul>
          <p class="small faint">
            Nothing else is changed, and the last copy of a package is never deleted. The packages are held in{' '}
            <Text of={report.from} />, so that automation does not promote them again.
          </p>
        </section>
        <form class="sheet padded act" method="post" action={`/plans/${id}/rollback`}>
          <Field label="Why (visible to everyone)">
            <textarea name="why" required maxlength={longestWhy} rows={2} />
          </Field>
          <div class="row">
            <button type="submit" class="danger">
              Roll back
            </button>
            <a href={`/runs/${last.run}`}>Cancel</a>
          </div>
        </form>
      </div>
    ),
  }
}

/** Starts a rollback. */
export const rollback: Handler = async (visit) => {
  const { parts, person } = visit
  const id = numberIn(visit, 'plan')
  const row = await findPlan(parts.database, id)
  if (row === undefined) throw notFound('plan')
  const why = (await formOf(visit, wayTo(id))).required('why', longestWhy, 'Give a reason for the rollback.')
  const actor = actorOf(person, edgeIn(parts, row.edge)?.served.pipeline)
  const run = await decided(wayTo(id), () => askRollback(parts, id, actor, why))
  return { to: `/runs/${run}`, said: 'rolling back' }
}
