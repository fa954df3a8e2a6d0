import { forbidden, wrongState } from '../../core/errors.ts'
import { capabilitiesOf } from '../../package/capabilities.ts'
import { includes } from '../../world/account.ts'
import type { Actor } from '../../world/actor.ts'
import { addPackage, relocatePackage } from '../../world/add-package.ts'
import type { PackageRecord, RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { isDenied } from '../policies/deny.ts'
import { startSync } from '../synchronisation/synchronise.ts'

/**
 * Copies a package: the copy has its own `slug_perm`, the same bytes, and its own synchronisation and scan. A duplicate at the destination is only
 * found by that synchronisation.
 */
export function copyPackage(
  world: World,
  actor: Actor,
  pkg: PackageRecord,
  destination: RepositoryRecord,
  republish: boolean | undefined,
): PackageRecord {
  const { switches } = world
  if (!capabilitiesOf(pkg, switches, isDenied(world, pkg)).copy)
    throw wrongState('This package cannot be copied in its present state.')
  actor.must('Write', destination)
  if (republish && !includes(actor.privilege(destination), destination.settings.replace_packages)) throw forbidden()
  const copy = addPackage(world, {
    repository: destination,
    content: pkg.content,
    uploader: switches.copyKeepsUploader ? pkg.uploader : actor.mustBeKnown(),
    republish: republish ?? destination.settings.replace_packages_by_default,
    license: pkg.license,
    ...(switches.copyKeepsUploadedAt ? { uploadedAt: pkg.uploadedAt } : {}),
    ...(switches.copyKeepsTags ? { tags: pkg.tags, immutableTags: pkg.immutableTags } : {}),
  })
  copy.isQuarantined = staysQuarantined(world, pkg)
  if (switches.arrivalRaisesCreated) world.emit('package.created', copy)
  startSync(world, copy, 'copy')
  return copy
}

/** Moves a package: it leaves the source at once, keeps its `slug_perm`, and synchronises at the destination. */
export function movePackage(world: World, actor: Actor, pkg: PackageRecord, destination: RepositoryRecord): PackageRecord {
  const { switches } = world
  if (!capabilitiesOf(pkg, switches, isDenied(world, pkg)).move)
    throw wrongState('This package cannot be moved in its present state.')
  actor.must('Write', destination)
  if (switches.moveRaisesDeleted) world.emit('package.deleted', pkg)
  pkg.isQuarantined = staysQuarantined(world, pkg)
  if (!switches.moveKeepsTags) Object.assign(pkg, { tags: [], immutableTags: [] })
  relocatePackage(world, pkg, destination)
  pkg.republish = destination.settings.replace_packages_by_default
  if (switches.arrivalRaisesCreated) world.emit('package.created', pkg)
  startSync(world, pkg, 'move')
  return pkg
}

/** Whether the package arrives quarantined. */
function staysQuarantined({ switches }: World, { isQuarantined }: PackageRecord): boolean {
  return isQuarantined && switches.quarantinedCopy === 'quarantined'
}
