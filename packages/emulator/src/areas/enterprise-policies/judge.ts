import type { PackageRecord, WorkspaceRecord } from '../../world/records.ts'
import type { Listener, World } from '../../world/world.ts'
import { applyPolicies } from './evaluate.ts'
import { noRego, regoOf } from './evaluator.ts'
import { epmPoliciesOf } from './records.ts'

/** Makes the listener that holds packages against enterprise policies when they have synchronised, and when they have been scanned. */
export function createPolicyListener(world: World): Listener {
  return function judge(event, pkg) {
    if (epmPoliciesOf(pkg.repository.workspace).size === 0) return
    if (event === 'package.synced' || event === 'package.security_scanned') schedule(world, pkg)
  }
}

/**
 * Holds all packages of a workspace against its enterprise policies, where a switch says that a change of one of them does that.
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
