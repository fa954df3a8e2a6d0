import { invalid, notFound } from '../../core/errors.ts'
import { ok } from '../../core/reply.ts'
import type { BulkAction } from '../../generated/v1.ts'
import { inBulk } from '../../operation/in-bulk.ts'
import type { Operation } from '../../operation/operation.ts'
import type { Actor } from '../../world/actor.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { deleteOne, quarantineOne, releaseOne, resyncOne, scanOne } from './actions.ts'
import { copyPackage, movePackage } from './arrival.ts'
import { findDestination } from './destination.ts'

/** Does the same for up to 100 packages. Those that fail are listed with the reason; the status is 200 nevertheless. */
export const bulk_action: Operation<'bulk_action'> = ({ workspace, body, actor, world }) => {
  const repository = body.repository ? world.repository({ owner: workspace.slug, repo: body.repository }) : undefined
  const needsTarget = body.action === 'Copy' || body.action === 'Move'
  if (needsTarget && !body.target_repository) throw invalid({ target_repository: ['This field is required.'] })
  const outcome = inBulk(body.identifiers, (identifier) => {
    const pkg = world.packages.get(identifier) ?? repository?.packages.bySlug(identifier)
    const isHere = pkg !== undefined && pkg.repository.workspace === workspace && (!repository || pkg.repository === repository)
    if (!isHere || actor.privilege(pkg.repository) === 'None') throw notFound()
    acts[body.action](world, actor, pkg, body.target_repository ?? '')
  })
  return ok({ action: body.action, ...outcome })
}

type Act = (world: World, actor: Actor, pkg: PackageRecord, target: string) => void

const acts: Readonly<Record<BulkAction, Act>> = {
  Delete: deleteOne,
  Resync: resyncOne,
  Quarantine: quarantineOne,
  Unquarantine: releaseOne,
  Rescan: scanOne,
  Copy(world, actor, pkg, target) {
    actor.mustAct('copy', pkg)
    copyPackage(world, actor, pkg, findDestination(world, pkg, target), undefined)
  },
  Move(world, actor, pkg, target) {
    actor.mustAct('move', pkg)
    movePackage(world, actor, pkg, findDestination(world, pkg, target))
  },
}
