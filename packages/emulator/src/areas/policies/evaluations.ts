import { orNotFound } from '../../core/errors.ts'
import { page } from '../../core/pagination.ts'
import { created, ok } from '../../core/reply.ts'
import { timestamp } from '../../core/time.ts'
import { managedHome } from '../../operation/homes.ts'
import type { Operations } from '../../operation/operation.ts'
import type { ResourceCall } from '../../operation/resource.ts'
import { runEvaluation } from './evaluate.ts'
import type { Criteria, JudgingPolicy } from './judge.ts'
import { licenseCriteria } from './license.ts'
import { type EvaluationRecord, evaluationsOf } from './records.ts'
import { linkedPolicyView } from './views.ts'
import { vulnerabilityCriteria } from './vulnerability.ts'

/** Evaluations of licence and vulnerability policies for existing packages. */
export const evaluations: Operations = { ...operationsOf(licenseCriteria), ...operationsOf(vulnerabilityCriteria) }

function operationsOf<Policy extends JudgingPolicy>(criteria: Criteria<Policy>): Operations {
  const prefix = `orgs_${criteria.kind}-policy_evaluation`

  function find(call: ResourceCall) {
    const workspace = managedHome(call)
    const policy = orNotFound(criteria.policiesOf(workspace).get(call.path.policy_slug_perm ?? ''))
    const runs = evaluationsOf(workspace).filter((run) => run.policy === policy.slugPerm)
    const view = (run: EvaluationRecord) => ({
      slug_perm: run.slugPerm,
      status: run.status,
      evaluation_count: run.evaluated,
      violation_count: run.violations,
      policy: linkedPolicyView<object>(call.world, workspace, `${criteria.kind}-policy`, policy),
      created_at: timestamp(run.createdAt),
      updated_at: timestamp(run.updatedAt),
    })
    return { workspace, policy, runs, view }
  }

  return {
    [`${prefix}_list`](call: ResourceCall) {
      const { runs, view } = find(call)
      return page(runs, call.query, call.pager, (rows) => rows.map(view))
    },
    [`${prefix}_create`](call: ResourceCall) {
      const { workspace, policy, view } = find(call)
      const { world } = call
      const now = world.clock.now()
      const run = evaluationsOf(workspace).add({
        slugPerm: world.ids.slug(12),
        policy: policy.slugPerm,
        status: 'Pending',
        evaluated: 0,
        violations: 0,
        createdAt: now,
        updatedAt: now,
      })
      runEvaluation(world, workspace, run, criteria, policy)
      return created(view(run))
    },
    [`${prefix}_read`](call: ResourceCall) {
      const { runs, view } = find(call)
      const run = orNotFound(runs.find(({ slugPerm }) => slugPerm === call.path.slug_perm))
      return ok(view(run))
    },
  }
}
