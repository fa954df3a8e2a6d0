import { page } from '../../core/pagination.ts'
import { noContent, ok } from '../../core/reply.ts'
import type { Call, Operation } from '../../operation/operation.ts'
import { retagPackage } from '../../package/retag.ts'
import type { Actor } from '../../world/actor.ts'
import type { PackageRecord, RepositoryRecord } from '../../world/records.ts'
import { reachable } from '../connected/reachable.ts'
import { changeLicense, deleteOne, quarantineOne, releaseOne, resyncOne, scanOne } from './actions.ts'
import { copyPackage, movePackage } from './arrival.ts'
import { findDestination } from './destination.ts'
import { groupPackages } from './groups.ts'
import { listPackages } from './lists.ts'
import { statusView } from './status.ts'
import { packageDetailView, packageView } from './view.ts'
import { writePackages } from './written.ts'

/** Lists the packages of a repository, by default the newest first. */
export const packages_list: Operation<'packages_list'> = ({ repository, query, actor, world, pager }) => {
  const rows = listPackages(world, searched(actor, repository, query), query)
  return writePackages(world, page(rows, query, pager), repository)
}

/** Lists the packages of all repositories of a workspace that the caller may read. */
export const packages_namespace_list: Operation<'packages_namespace_list'> = ({ workspace, query, actor, world, pager }) => {
  return writePackages(world, page(listPackages(world, actor.readable(workspace), query), query, pager))
}

/** Counts packages by name or format. */
export const packages_groups_list: Operation<'packages_groups_list'> = ({ repository, query, actor, world, pager }) =>
  page(groupPackages(world, searched(actor, repository, query), query), query, pager, (results) => ({ results }))

/** Returns a package. */
export const packages_read: Operation<'packages_read'> = (call) =>
  ok(packageDetailView(call.world, findPackage(call), call.repository))

/** Returns the status of a package's synchronisation. */
export const packages_status: Operation<'packages_status'> = (call) => ok(statusView(call.world, findPackage(call)))

/** Returns the dependencies of a package. */
export const packages_dependencies: Operation<'packages_dependencies'> = (call) =>
  ok({ dependencies: findPackage(call).content.facts?.dependencies ?? [] })

/** Copies a package to another repository: the copy is a new package, which synchronises and is scanned by itself. */
export const packages_copy: Operation<'packages_copy'> = ({ repository, path, body, actor, world }) => {
  const pkg = world.package(repository, path.identifier)
  actor.mustAct('copy', pkg)
  const destination = findDestination(world, pkg, body.destination)
  return ok(packageView(world, copyPackage(world, actor, pkg, destination, body.republish)))
}

/** Moves a package to another repository: it gets another slug, and synchronises again. */
export const packages_move: Operation<'packages_move'> = ({ repository, path, body, actor, world }) => {
  const pkg = world.package(repository, path.identifier)
  actor.mustAct('move', pkg)
  return ok(packageView(world, movePackage(world, actor, pkg, findDestination(world, pkg, body.destination))))
}

/** Synchronises a package again, as if it had been uploaded again. */
export const packages_resync: Operation<'packages_resync'> = ({ repository, path, actor, world }) => {
  const pkg = world.package(repository, path.identifier)
  resyncOne(world, actor, pkg)
  return ok(packageView(world, pkg))
}

/** Schedules the deletion of a package. */
export const packages_delete: Operation<'packages_delete'> = ({ repository, path, actor, world }) => {
  deleteOne(world, actor, world.package(repository, path.identifier))
  return noContent()
}

/** Changes tags: `Clear` and `Replace` keep immutable tags. */
export const packages_tag: Operation<'packages_tag'> = ({ repository, path, body, actor, world }) => {
  const pkg = world.package(repository, path.identifier)
  actor.must('Write', pkg.repository)
  retagPackage(world, actor, pkg, body)
  return ok(packageView(world, pkg))
}

/** Quarantines or releases a package. */
export const packages_quarantine: Operation<'packages_quarantine'> = ({ repository, path, body, actor, world }) => {
  const pkg = world.package(repository, path.identifier)
  if (body?.release || body?.restore) releaseOne(world, actor, pkg)
  else quarantineOne(world, actor, pkg)
  return ok(packageView(world, pkg))
}

/** Scans a package for vulnerabilities again, unless it was scanned within the last half hour. */
export const packages_scan: Operation<'packages_scan'> = ({ repository, path, actor, world }) => {
  const pkg = world.package(repository, path.identifier)
  scanOne(world, actor, pkg)
  return ok(packageView(world, pkg))
}

/** Sets the licence by hand, and synchronises the package again so that policies apply. */
export const packages_update_license: Operation<'packages_update_license'> = ({ repository, path, body, actor, world }) => {
  const pkg = world.package(repository, path.identifier)
  changeLicense(world, actor, pkg, body)
  return ok(packageView(world, pkg))
}

type PackageCall = Pick<Call<'packages_read'>, 'repository' | 'path' | 'query' | 'actor' | 'world'>

interface ConnectedQuery {
  readonly include_connected_repositories?: boolean | undefined
}

/** The repository, with the connected repositories that the caller may read, if the request includes them. */
function searched(actor: Actor, repository: RepositoryRecord, query: ConnectedQuery): RepositoryRecord[] {
  if (query.include_connected_repositories !== true) return [repository]
  return reachable(repository).filter((other) => other === repository || actor.privilege(other) !== 'None')
}

function findPackage({ repository, path, query, actor, world }: PackageCall): PackageRecord {
  const { identifier } = path
  const homes = searched(actor, repository, query)
  const home = homes.find((one) => world.packages.get(identifier)?.repository === one || one.packages.bySlug(identifier))
  return world.package(home ?? repository, identifier)
}
