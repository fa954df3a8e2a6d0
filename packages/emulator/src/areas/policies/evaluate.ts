import type { PackageRecord, WorkspaceRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { type Criteria, type JudgingPolicy, quarantineFor, violates } from './judge.ts'
import { licenseCriteria } from './license.ts'
import { type DenyPolicyRecord, denyPoliciesOf, type EvaluationRecord, evaluationsOf } from './records.ts'
import { vulnerabilityCriteria } from './vulnerability.ts'

/** Evaluates a policy for all packages of a workspace, after a while. Packages that violate it are marked, and quarantined if it requires that. */
export function runEvaluation<Policy extends JudgingPolicy>(
  world: World,
  workspace: WorkspaceRecord,
  evaluation: EvaluationRecord,
  criteria: Criteria<Policy>,
  policy: Policy,
): void {
  const { clock, timings } = world
  clock.schedule(clock.now() + timings.evaluation / 2, () => {
    Object.assign(evaluation, { status: 'In Progress', updatedAt: clock.now() })
  })
  clock.schedule(clock.now() + timings.evaluation, () => {
    for (const pkg of packagesOf(workspace)) {
      evaluation.evaluated += 1
      if (!violates(criteria, world, pkg, policy)) continue
      evaluation.violations += 1
      pkg.repository.packages.touch(pkg)
      if (policy.settings.on_violation_quarantine) quarantineFor(world, pkg, policy)
    }
    Object.assign(evaluation, { status: 'Complete', updatedAt: clock.now() })
  })
}

/** Evaluates a deny policy, which takes effect at the end. */
export function runDenyPolicy(world: World, policy: DenyPolicyRecord): void {
  const { clock, timings } = world
  policy.status = 'In Progress'
  clock.schedule(clock.now() + timings.evaluation, () => {
    policy.status = 'Complete'
  })
}

/** Restarts evaluations that were under way. */
export function resumePolicies(world: World): void {
  for (const workspace of world.workspaces.values()) {
    for (const policy of denyPoliciesOf(workspace).all()) if (policy.status !== 'Complete') runDenyPolicy(world, policy)
    for (const evaluation of evaluationsOf(workspace).all()) {
      if (evaluation.status === 'Complete') continue
      Object.assign(evaluation, { evaluated: 0, violations: 0 })
      resumeEvaluation(world, workspace, evaluation, licenseCriteria)
      resumeEvaluation(world, workspace, evaluation, vulnerabilityCriteria)
    }
  }
}

function resumeEvaluation<Policy extends JudgingPolicy>(
  world: World,
  workspace: WorkspaceRecord,
  evaluation: EvaluationRecord,
  criteria: Criteria<Policy>,
): void {
  const policy = criteria.policiesOf(workspace).get(evaluation.policy)
  if (policy !== undefined) runEvaluation(world, workspace, evaluation, criteria, policy)
}

function packagesOf({ repositories }: WorkspaceRecord): PackageRecord[] {
  return [...repositories.values()].flatMap(({ packages }) =>
    [...packages.all()].filter(({ sync }) => sync.state === 'completed'),
  )
}
