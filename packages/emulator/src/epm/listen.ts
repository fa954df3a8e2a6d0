import type { Listener, World } from '../world/world.ts'
import { applyPolicies } from './evaluate.ts'

/** Makes the listener that holds packages against enterprise policies when they have synchronised, and when they have been scanned. */
export function createPolicyListener(world: World): Listener {
  return function judge(event, pkg) {
    const { rego } = world
    if (rego === undefined || pkg.repository.workspace.epmPolicies.size === 0) return
    if (event !== 'package.synced' && event !== 'package.security_scanned') return
    world.clock.schedule(world.clock.now(), () => applyPolicies(world, rego, pkg))
  }
}
