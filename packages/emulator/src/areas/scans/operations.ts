import { orNotFound } from '../../core/errors.ts'
import { page } from '../../core/pagination.ts'
import { ok } from '../../core/reply.ts'
import type { Operation } from '../../operation/operation.ts'
import { type Scanned, scansIn, scansOf } from '../../package/scan-lists.ts'
import { scanDetailView, scanSummaryView } from '../../package/scan-views.ts'
import type { World } from '../../world/world.ts'

/** Lists the scans of a workspace's packages that the caller may read, the latest first. */
export const vulnerabilities_namespace_list: Operation<'vulnerabilities_namespace_list'> = ({
  workspace,
  query,
  actor,
  world,
  pager,
}) => page(scansIn(actor.readable(workspace)), query, pager, (rows) => rows.map((row) => summary(world, row)))

/** Lists the scans of a repository's packages, the latest first. */
export const vulnerabilities_repo_list: Operation<'vulnerabilities_repo_list'> = ({ repository, query, world, pager }) =>
  page(scansIn([repository]), query, pager, (rows) => rows.map((row) => summary(world, row)))

/** Lists the scans of a package, the latest first. An empty list may mean not scanned, not supported, or disabled. */
export const vulnerabilities_package_list: Operation<'vulnerabilities_package_list'> = ({
  repository,
  path,
  query,
  world,
  pager,
}) => page(scansOf(world.package(repository, path.package)), query, pager, (rows) => rows.map((row) => summary(world, row)))

/** Returns a scan with its findings. */
export const vulnerabilities_read: Operation<'vulnerabilities_read'> = ({ repository, path, world }) => {
  const pkg = world.package(repository, path.package)
  const scan = orNotFound(pkg.scanning.scans.find(({ identifier }) => identifier === path.identifier))
  return ok(scanDetailView(world, pkg, scan))
}

function summary(world: World, { pkg, scan }: Scanned) {
  return scanSummaryView(world, pkg, scan)
}
