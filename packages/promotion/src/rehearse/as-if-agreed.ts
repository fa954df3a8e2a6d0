import type { Cloudsmith } from '@cloudsmith-sdk/client'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { plan as planOf } from '../plan/make-plan.ts'
import type { PlanOptions } from '../plan/options.ts'
import type { Plan } from '../plan/plan.ts'

/** A plan and its pipeline. */
export interface Planned {
  readonly pipeline: Pipeline
  readonly plan: Plan
}

/**
 * Plans the same packages along the same edge without the gates that require approvals. This makes a new plan, because a plan contains its
 * rules.
 */
export async function asIfAgreed(
  cloudsmith: Cloudsmith,
  { pipeline, plan }: Planned,
  options: Pick<PlanOptions, 'waivers' | 'registry' | 'signal'>,
): Promise<Planned> {
  const { from, to, edge, set, items, rules, requestedBy } = plan
  const asking = withoutPeople(pipeline)
  const slugPerms = items.map(({ slugPerm }) => slugPerm)
  const made = await planOf(cloudsmith, asking, {
    ...{ from, to, edge: edge ?? undefined, select: set === null ? { slugPerms } : { slugPerms, set } },
    ...{ changed: rules.changed, allowEmpty: true, requestedBy: requestedBy ?? undefined },
    ...options,
  })
  return { pipeline: asking, plan: made }
}

const withoutPeople = (pipeline: Pipeline): Pipeline => ({
  ...pipeline,
  stages: pipeline.stages.map((stage) => ({ ...stage, gates: stage.gates.filter(({ asksPeople }) => !asksPeople) })),
  edges: pipeline.edges.map(({ gates, ...edge }) => ({
    ...edge,
    ...(gates === undefined ? {} : { gates: gates.filter(({ asksPeople }) => !asksPeople) }),
  })),
})
