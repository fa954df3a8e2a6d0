import { notFound } from '../../core/errors.ts'
import { page } from '../../core/pagination.ts'
import { created, ok } from '../../core/reply.ts'
import { timestamp } from '../../core/time.ts'
import type { Operations } from '../../operation/operation.ts'
import type { ResourceCall } from '../../operation/resource.ts'
import type { WorkspaceRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { type JudgingPolicy, runEvaluation } from './evaluate.ts'
import type { EvaluationRecord } from './records.ts'
import { linkedPolicyView } from './views.ts'

/** Runs of licence and vulnerability policies over what is there already. */
export const evaluations: Operations = { ...evaluationsOf('license'), ...evaluationsOf('vulnerability') }

function evaluationsOf(kind: JudgingPolicy['kind']): Operations {
  const prefix = `orgs_${kind}-policy_evaluation`

  function find({ path, actor, world }: ResourceCall) {
    const workspace = world.workspace(path.org ?? '')
    actor.mustManage(workspace)
    const judging = findPolicy(workspace, kind, path.policy_slug_perm ?? '')
    const runs = workspace.evaluations.all().filter(({ policy }) => policy === judging.policy.slugPerm)
    return { workspace, judging, runs }
  }

  return Object.fromEntries(
    Object.entries({
      list(call: ResourceCall) {
        const { workspace, judging, runs } = find(call)
        return page(runs, call.query, call.pager, (rows) =>
          rows.map((run) => evaluationView(call.world, workspace, run, judging)),
        )
      },
      create(call: ResourceCall) {
        const { workspace, judging } = find(call)
        const { world } = call
        const now = world.clock.now()
        const run = workspace.evaluations.add({
          slugPerm: world.ids.slug(12),
          policy: judging.policy.slugPerm,
          status: 'Pending',
          evaluated: 0,
          violations: 0,
          createdAt: now,
          updatedAt: now,
        })
        runEvaluation(world, workspace, run, judging)
        return created(evaluationView(world, workspace, run, judging))
      },
      read(call: ResourceCall) {
        const { workspace, judging, runs } = find(call)
        const run = runs.find(({ slugPerm }) => slugPerm === call.path.slug_perm)
        if (run === undefined) throw notFound()
        return ok(evaluationView(call.world, workspace, run, judging))
      },
    }).map(([verb, operation]) => [`${prefix}_${verb}`, operation]),
  )
}

function findPolicy(workspace: WorkspaceRecord, kind: JudgingPolicy['kind'], slugPerm: string): JudgingPolicy {
  if (kind === 'license') {
    const policy = workspace.licensePolicies.get(slugPerm)
    if (policy) return { kind, policy }
  } else {
    const policy = workspace.vulnerabilityPolicies.get(slugPerm)
    if (policy) return { kind, policy }
  }
  throw notFound()
}

function evaluationView(world: World, workspace: WorkspaceRecord, run: EvaluationRecord, { kind, policy }: JudgingPolicy) {
  return {
    slug_perm: run.slugPerm,
    status: run.status,
    evaluation_count: run.evaluated,
    violation_count: run.violations,
    policy: linkedPolicyView<object>(world, workspace, `${kind}-policy`, policy),
    created_at: timestamp(run.createdAt),
    updated_at: timestamp(run.updatedAt),
  }
}
