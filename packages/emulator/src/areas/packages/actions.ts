import { licenceOf, textOf } from '@cloudsmith-sdk/licences'
import { invalid, wrongState } from '../../core/errors.ts'
import type { PackageLicenseRequest } from '../../generated/v1.ts'
import { type Capabilities, capabilitiesOf } from '../../package/capabilities.ts'
import { scheduleDeletion } from '../../package/delete.ts'
import { quarantine, release } from '../../package/quarantine.ts'
import type { Actor } from '../../world/actor.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { isDenied } from '../policies/deny.ts'
import { licensePoliciesOf } from '../policies/records.ts'
import { requestScan } from '../scans/scan.ts'
import { startSync } from '../synchronisation/synchronise.ts'

/** Deletes a package. @throws {Refusal} 403, or 400 during a synchronisation */
export function deleteOne(world: World, actor: Actor, pkg: PackageRecord): void {
  actor.mustAct('delete', pkg)
  if (pkg.isDeleting) return
  must(world, pkg, 'delete', 'deleted')
  scheduleDeletion(world, pkg, actor.account)
}

/** Synchronises a package again. @throws {Refusal} 403, or 400 during a synchronisation */
export function resyncOne(world: World, actor: Actor, pkg: PackageRecord): void {
  actor.mustAct('resync', pkg)
  must(world, pkg, 'resync', 'resynchronised')
  startSync(world, pkg, 'resync')
}

/** Quarantines a package. @throws {Refusal} 403, or 400 if it has not synchronised or is quarantined already */
export function quarantineOne(world: World, actor: Actor, pkg: PackageRecord): void {
  actor.must('Write', pkg.repository)
  must(world, pkg, 'quarantine', 'quarantined')
  quarantine(world, pkg, null)
}

/** Releases a package. @throws {Refusal} 403, or 400 if it is not quarantined or a licence policy requires the quarantine */
export function releaseOne(world: World, actor: Actor, pkg: PackageRecord): void {
  actor.must('Write', pkg.repository)
  if (!pkg.isQuarantined) throw wrongState('This package is not quarantined.')
  const policies = licensePoliciesOf(pkg.repository.workspace)
  const isHeld = pkg.violations.some(({ kind, quarantines, policy }) => kind === 'license' && quarantines && policies.get(policy))
  if (isHeld) throw wrongState('This package cannot be released while it violates a licence policy.')
  release(world, pkg)
}

/** Scans a package. @throws {Refusal} 403, or 400 if it cannot be scanned */
export function scanOne(world: World, actor: Actor, pkg: PackageRecord): void {
  actor.mustAct('scan', pkg)
  must(world, pkg, 'scan', 'scanned')
  requestScan(world, pkg)
}

/** Sets the licence of a package. @throws {Refusal} 403, 400 during a synchronisation, or 422 if the licence is not in the SPDX list */
export function changeLicense(world: World, actor: Actor, pkg: PackageRecord, request: PackageLicenseRequest): void {
  actor.must('Write', pkg.repository)
  const license = licenceOf(request.spdx_license)
  if (!license.isListed) throw invalid({ spdx_license: [`"${request.spdx_license}" is not an SPDX identifier that is known.`] })
  must(world, pkg, 'resync', 'changed')
  pkg.license = { spdx: textOf(license), override: request.license_override ?? null }
  startSync(world, pkg, 'resync')
}

function must(world: World, pkg: PackageRecord, capability: keyof Capabilities, done: string) {
  if (!capabilitiesOf(pkg, world.switches, isDenied(world, pkg))[capability]) {
    throw wrongState(`This package cannot be ${done} in its present state.`)
  }
}
