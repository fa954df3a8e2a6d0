import { reportMarkdown } from '@cloudsmith-sdk/promotion'
import { promotedSetOf, statementOf } from '@cloudsmith-sdk/promotion/evidence'
import { edgeIn } from '../../flow/parts.ts'
import { decidedAbout } from '../../store/decisions.ts'
import { planDocument } from '../../store/plans.ts'
import { findRun, runReport } from '../../store/runs.ts'
import { notFound, PageProblem } from '../frame/problem.tsx'
import type { Handler, Visit } from '../parts.ts'
import { numberIn } from '../plan/number-in.ts'

async function reportOf({ context, parts }: Visit) {
  const id = numberIn({ context }, 'run')
  const [row, report] = [await findRun(parts.database, id), await runReport(parts.database, id)]
  if (row === undefined || report === undefined) throw notFound('report')
  return { id, row, report }
}

const saved = (name: string) => ({ 'Content-Disposition': `attachment; filename="${name}"` })

/** Downloads the report as JSON. */
export const reportFile: Handler = async (visit) => {
  const { id, report } = await reportOf(visit)
  return visit.context.json(report, 200, saved(`run-${id}.report.json`))
}

/** Downloads the report as Markdown, for a ticket. */
export const summaryFile: Handler = async (visit) => {
  const { id, report } = await reportOf(visit)
  return visit.context.body(reportMarkdown(report), 200, {
    'Content-Type': 'text/markdown; charset=utf-8',
    ...saved(`run-${id}.md`),
  })
}

/** Downloads an in-toto statement of what was promoted, who approved it and under which rules, to be signed by whoever has a key. */
export const statementFile: Handler = async (visit) => {
  const { context, parts } = visit
  const { id, row, report } = await reportOf(visit)
  const plan = row.plan === null ? undefined : await planDocument(parts.database, row.plan)
  const slugs = report.items.map(({ source }) => source)
  const decided = await decidedAbout(parts.database, row.edge, slugs, new Date(report.finishedAt))
  const people = edgeIn(parts, row.edge)?.served.pipeline.people
  if (!report.items.some(({ outcome }) => outcome === 'promoted')) {
    throw new PageProblem(409, 'Nothing to state', 'Nothing was promoted by this run.', [`/runs/${id}`, `Run ${id}`])
  }
  const set = await promotedSetOf(report, { pipeline: row.pipeline, plan, people, ...decided })
  return context.json(statementOf(set, { verifier: new URL('/', context.req.url).href }), 200, saved(`run-${id}.statement.json`))
}
