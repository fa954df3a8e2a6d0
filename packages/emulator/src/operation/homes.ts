import type { WorkspaceRecord } from '../world/records.ts'
import type { ResourceCall } from './resource.ts'

/** The workspace of a request. Every member may look; owners and managers may change. @throws {Refusal} 401, 403 or 404 */
export function workspaceHome({ path, actor, world }: ResourceCall, isWrite: boolean): WorkspaceRecord {
  const workspace = world.workspace(path.org ?? path.owner ?? path.workspace ?? '')
  if (isWrite) actor.mustManage(workspace)
  else actor.mustSee(workspace)
  return workspace
}

/** The same for what only owners and managers may even see. @throws {Refusal} 401, 403 or 404 */
export function managedHome(call: ResourceCall): WorkspaceRecord {
  return workspaceHome(call, true)
}
