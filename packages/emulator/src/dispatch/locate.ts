import { openOperations } from '../operation/operation.ts'
import type { Actor } from '../world/actor.ts'
import { findRepository } from '../world/find-repository.ts'
import type { RepositoryRecord, WorkspaceRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'

/** What a path refers to. */
export interface Location {
  readonly workspace: WorkspaceRecord | undefined
  readonly repository: RepositoryRecord | undefined
}

interface Who {
  readonly id: string
  readonly world: World
  readonly actor: Actor
  readonly isRead: boolean
}

const open: ReadonlySet<string> = new Set(openOperations)

/** The names of the workspace and the repository in a path. */
export function namesIn(path: Readonly<Record<string, string>>) {
  return {
    owner: path.owner ?? path.org ?? path.workspace,
    name: path.repo ?? (path.owner === undefined ? undefined : path.identifier),
  }
}

/**
 * Finds the workspace and the repository that a path names, and refuses callers who may not know of them, before anything else about the request is
 * checked.
 *
 * @throws {Refusal} 401, 403 or 404; never for open operations, which check access themselves
 */
export function locate(path: Readonly<Record<string, string>>, { id, world, actor, isRead }: Who): Location {
  const { owner, name } = namesIn(path)
  const workspace = owner === undefined ? undefined : world.workspaces.get(owner)
  const repository = workspace && name !== undefined ? findRepository(workspace, name) : undefined
  if (open.has(id)) return { workspace, repository }
  if (owner === undefined || !isRead) actor.mustBeKnown()
  if (owner === undefined) return { workspace, repository }
  if (workspace === undefined) throw actor.hidden()
  if (name === undefined) actor.mustSee(workspace)
  else if (repository === undefined) throw actor.hidden()
  else actor.must('Read', repository)
  return { workspace, repository }
}
