import type { RepositoryRecord } from '../../world/records.ts'
import { type ConnectionRecord, connectionsOf } from './records.ts'

/** Active connections by priority, then by age. */
export function activeConnections(repository: RepositoryRecord): ConnectionRecord[] {
  return connectionsOf(repository)
    .filter(({ isActive, target }) => isActive && !target.isDeleting)
    .sort((a, b) => a.priority - b.priority || a.createdAt - b.createdAt)
}

/** A repository and all that it is directly or indirectly connected to, each once, in the order in which packages are looked up. */
export function reachable(repository: RepositoryRecord): RepositoryRecord[] {
  const found = new Set([repository])
  for (const next of found) for (const { target } of activeConnections(next)) found.add(target)
  return [...found]
}
