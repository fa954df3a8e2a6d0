import { orNotFound } from '../core/errors.ts'
import type { Privilege } from '../world/account.ts'
import type { RepositoryRecord, WorkspaceRecord } from '../world/records.ts'
import type { ResourceCall } from './resource.ts'

/** The workspace of a request. Every member may look; owners and managers may change. @throws {Refusal} 401, 403 or 404 */
export function workspaceHome({ workspace: named, actor }: ResourceCall, isWrite: boolean): WorkspaceRecord {
  const workspace = orNotFound(named)
  if (isWrite) actor.mustManage(workspace)
  else actor.mustSee(workspace)
  return workspace
}

/** The same for what only owners and managers may even see. @throws {Refusal} 401, 403 or 404 */
export function managedHome(call: ResourceCall): WorkspaceRecord {
  return workspaceHome(call, true)
}

/** The repository of a request, for those who may do as much there as it takes to change, or to `look`. */
export function repositoryHome(change: Privilege, look: Privilege = change) {
  return ({ repository: named, actor }: ResourceCall, isWrite: boolean): RepositoryRecord => {
    const repository = orNotFound(named)
    actor.must(isWrite ? change : look, repository)
    return repository
  }
}
