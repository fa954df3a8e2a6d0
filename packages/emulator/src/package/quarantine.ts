import type { PackageRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'

/** Quarantines a package, so that it cannot be downloaded. If it is quarantined already, only the reason changes. */
export function quarantine(world: World, pkg: PackageRecord, reason: string | null): void {
  const isNew = !pkg.isQuarantined
  change(world, pkg, true, reason)
  if (isNew) world.emit('package.quarantined', pkg)
}

/** Releases a package from quarantine. */
export function release(world: World, pkg: PackageRecord): void {
  if (!pkg.isQuarantined) return
  change(world, pkg, false, null)
  world.emit('package.released', pkg)
}

/** The reason of a quarantine by a policy, in the form that clients parse. @see docs/service.md#quarantine */
export function policyReason(policy: { name: string; description: string | null; slugPerm: string }): string {
  const description = policy.description?.trim() ?? ''
  const sentence = description === '' ? '' : ` ${description}${/[.!?…]$/.test(description) ? '' : '.'}`
  return `Quarantined by ${policy.name}.${sentence} (Policy: ${policy.slugPerm})`
}

function change(world: World, pkg: PackageRecord, isQuarantined: boolean, reason: string | null) {
  pkg.isQuarantined = isQuarantined
  pkg.sync = { ...pkg.sync, reason, stateAt: world.clock.now() }
  pkg.repository.packages.touch(pkg)
}
