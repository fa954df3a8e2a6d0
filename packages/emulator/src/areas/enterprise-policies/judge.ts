import type { PackageRecord, WorkspaceRecord } from '../../world/records.ts'
import type { Listener, World } from '../../world/world.ts'
import { applyPolicies } from './evaluate.ts'
import { noRego, regoOf } from './evaluator.ts'
import { epmPoliciesOf } from './records.ts'

/** Creates the listener that evaluates enterprise policies when a package has synchronised, and when it has been scanned. */
export function createPolicyListener(world: World): Listener {
  return function judge(event, pkg) {
    if (epmPoliciesOf(pkg.repository.workspace).size === 0) return
    if (event === 'package.synced' || event === 'package.security_scanned') schedule(world, pkg)
  }
}

/**
 * Evaluates the enterprise policies of a workspace for all its packages, if the switch for changed policies says so.
 *
 * @see docs/service.md#enterprise-policies: when they are asked
 */
export function judgeAnew(world: World, { repositories }: WorkspaceRecord): void {
  if (!world.switches.policyChangeJudgesAnew) return
  const packages = [...repositories.values()].flatMap((repository) => [...repository.packages.all()])
  for (const pkg of packages) if (pkg.sync.state === 'completed' && !pkg.isDeleting) schedule(world, pkg)
}

function schedule(world: World, pkg: PackageRecord): void {
  const { rego = noRego } = regoOf(world)
  world.clock.schedule(world.clock.now(), () => applyPolicies(world, rego, pkg))
}
