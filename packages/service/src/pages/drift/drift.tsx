import { may } from '../../access/person.ts'
import type { StageDrift } from '../../flow/assess.ts'
import { latestAssessments } from '../../store/assessments.ts'
import { packagesBySlug } from '../../store/package-way.ts'
import { PipelineChoice, pipelineOf } from '../choose/pipeline.tsx'
import type { Handler } from '../parts.ts'
import { routes } from '../routes.ts'
import { DriftOfStage, type LookedAt } from './stage.tsx'

const { path } = routes.drift

/** Maximum number of findings shown for each stage, and for a single stage. */
const shown = { among: 25, alone: 1_000 } as const

/** The page of packages that bypassed the pipeline, or should no longer be in their stage. */
export const drift: Handler = async (visit) => {
  const { context, parts, person } = visit
  const served = pipelineOf(visit)
  const chosen = context.req.query('stage')
  const stages = served.pipeline.stages.map(({ name }) => name)
  const alone = stages.find((name) => name === chosen)
  const most = alone === undefined ? shown.among : shown.alone
  const latest = await latestAssessments(parts.database, served.name, 'drift')
  const looked = stages
    .filter((name) => alone === undefined || name === alone)
    .map((stage): LookedAt => {
      const found = latest.find(({ about }) => about === stage)
      return { stage, found: found && { madeAt: found.madeAt, drift: found.document as StageDrift } }
    })
  const slugs = looked.flatMap(({ found }) => found?.drift.items.slice(0, most).map(({ slugPerm }) => slugPerm) ?? [])
  const packages = await packagesBySlug(parts.database, served.name, slugs)
  return {
    title: 'Drift',
    live: ['assessments'],
    main: (
      <div class="view">
        <div class="head">
          <div>
            <h1>Drift</h1>
            <p class="faint">Packages that bypassed the pipeline, or have failed a check since they arrived.</p>
          </div>
          <div class="row">
            {alone !== undefined && <a href={`${path}?${new URLSearchParams({ pipeline: served.name })}`}>All stages</a>}
            {may(person, 'request') && (
              <form method="post" action={routes.lookForDrift.path}>
                <input type="hidden" name="pipeline" value={served.name} />
                <button type="submit">Check again</button>
              </form>
            )}
          </div>
        </div>
        <PipelineChoice visit={visit} served={served} path={path} />
        {looked.map((each) => (
          <DriftOfStage looked={each} most={most} pipeline={served.name} packages={packages} now={visit.now} />
        ))}
      </div>
    ),
  }
}
