import { forbidden, type Refusal } from '../../core/errors.ts'
import { awaitsScan } from '../../package/capabilities.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { denialsOf } from '../policies/deny.ts'

/** The reason why a package is not served, which clients show to people. */
export function withheld(world: World, pkg: PackageRecord): Refusal {
  const { sync, isMalware, isQuarantined } = pkg
  if (isQuarantined) return forbidden(sync.reason ?? 'This package is quarantined.')
  if (isMalware) return forbidden('This package is withheld: it may be malicious.')
  if (sync.state === 'failed') return forbidden(`This package did not synchronise: ${sync.reason ?? 'no reason is known'}.`)
  const [denied] = denialsOf(world, pkg)
  if (denied !== undefined) return forbidden(`This package is blocked by the deny policy ${denied.settings.name}.`)
  if (awaitsScan(pkg, world.switches)) return forbidden('This package is blocked until it has been scanned.')
  return limited()
}

/** An entitlement token does not cover the request, or has reached its limits. */
export const limited = (): Refusal => forbidden('The limits of this entitlement token do not let this package through.')
