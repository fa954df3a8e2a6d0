import { orNotFound } from '../core/errors.ts'
import type { Privilege } from '../world/account.ts'
import type { RepositoryRecord, WorkspaceRecord } from '../world/records.ts'
import type { ResourceCall } from './resource.ts'

/** The workspace of a request. Every member may read; owners and managers may write. @throws {Refusal} 401, 403 or 404 */
export function workspaceHome({ workspace: named, actor }: ResourceCall, isWrite: boolean): WorkspaceRecord {
  const workspace = orNotFound(named)
  if (isWrite) actor.mustManage(workspace)
  else actor.mustSee(workspace)
  return workspace
}

/** The workspace of a request that only owners and managers may read. @throws {Refusal} 401, 403 or 404 */
export function managedHome(call: ResourceCall): WorkspaceRecord {
  return workspaceHome(call, true)
}

/** The repository of a request, for callers with the privilege `change` for writing, or `look` for reading. */
export function repositoryHome(change: Privilege, look: Privilege = change) {
  return ({ repository: named, actor }: ResourceCall, isWrite: boolean): RepositoryRecord => {
    const repository = orNotFound(named)
    actor.must(isWrite ? change : look, repository)
    return repository
  }
}
