import { policyReason, quarantine } from '../../package/quarantine.ts'
import type { PackageRecord, WorkspaceRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { violateLicense } from './license.ts'
import type { DenyPolicyRecord, EvaluationRecord, LicensePolicyRecord, VulnerabilityPolicyRecord } from './records.ts'
import { violateVulnerability } from './vulnerability.ts'

/** A policy that can be run on request, with its way to judge a package. */
export type JudgingPolicy =
  | { readonly kind: 'license'; readonly policy: LicensePolicyRecord }
  | { readonly kind: 'vulnerability'; readonly policy: VulnerabilityPolicyRecord }

/** Runs a policy over all packages of a workspace, after a while. Those that violate it are marked, and quarantined if it wants that. */
export function runEvaluation(
  world: World,
  workspace: WorkspaceRecord,
  evaluation: EvaluationRecord,
  judging: JudgingPolicy,
): void {
  const { clock, timings } = world
  clock.schedule(clock.now() + timings.evaluation / 2, () => {
    Object.assign(evaluation, { status: 'In Progress', updatedAt: clock.now() })
  })
  clock.schedule(clock.now() + timings.evaluation, () => {
    for (const pkg of packagesOf(workspace)) {
      evaluation.evaluated += 1
      if (!violates(world, pkg, judging)) continue
      evaluation.violations += 1
      pkg.repository.packages.touch(pkg)
      const { settings, slugPerm } = judging.policy
      if (settings.on_violation_quarantine) quarantine(world, pkg, policyReason({ ...settings, slugPerm }))
    }
    Object.assign(evaluation, { status: 'Complete', updatedAt: clock.now() })
  })
}

/** Runs a deny policy, which takes effect at the end. */
export function runDenyPolicy(world: World, policy: DenyPolicyRecord): void {
  const { clock, timings } = world
  policy.status = 'In Progress'
  clock.schedule(clock.now() + timings.evaluation, () => {
    policy.status = 'Complete'
  })
}

function violates(world: World, pkg: PackageRecord, judging: JudgingPolicy): boolean {
  if (judging.kind === 'license') return violateLicense(world, pkg, judging.policy)
  const [scan] = pkg.scanning.scans
  return scan !== undefined && violateVulnerability(world, pkg, scan, judging.policy)
}

function packagesOf({ repositories }: WorkspaceRecord): PackageRecord[] {
  return [...repositories.values()].flatMap(({ packages }) =>
    [...packages.all()].filter(({ sync }) => sync.state === 'completed'),
  )
}
