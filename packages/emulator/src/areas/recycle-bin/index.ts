import { notFound } from '../../core/errors.ts'
import { page } from '../../core/pagination.ts'
import { ok } from '../../core/reply.ts'
import type { Area } from '../../operation/area.ts'
import { inBulk } from '../../operation/in-bulk.ts'
import type { Operation } from '../../operation/operation.ts'
import { deletedOf, discard, emptyRecycleBin } from '../../package/recycle.ts'
import { restore } from './restore.ts'
import { recycledPackageView } from './view.ts'

/** Lists the packages deleted in the last week, the latest first. */
const list: Operation<'recycle-bin_list'> = ({ workspace, query, actor, world, pager }) => {
  emptyRecycleBin(world)
  const mine = [...deletedOf(world).values()].filter(
    ({ pkg: { repository } }) =>
      repository.workspace === workspace &&
      actor.privilege(repository) !== 'None' &&
      (query.repository === undefined || query.repository === repository.settings.slug),
  )
  return page(mine.toReversed(), query, pager, (rows) => rows.map((deleted) => recycledPackageView(world, deleted)))
}

/** Restores deleted packages, or deletes them for good. Those that fail are listed with the reason. */
const action: Operation<'recycle-bin_action'> = ({ workspace, body, actor, world }) => {
  emptyRecycleBin(world)
  const outcome = inBulk(body.identifiers, (identifier) => {
    const deleted = deletedOf(world).get(identifier)
    if (deleted?.pkg.repository.workspace !== workspace) throw notFound()
    actor.mustAct('delete', deleted.pkg)
    if (body.action === 'restore') restore(world, deleted)
    else discard(world, deleted)
  })
  return ok({ action: body.action, ...outcome })
}

/** Deleted packages, as long as they can be restored. */
export const recycleBin: Area = {
  title: 'recycle bin',
  operations: { 'recycle-bin_list': list, 'recycle-bin_action': action },
  parts: [deletedOf],
}
