import { createStore } from '../../core/store.ts'
import { repositoryPart } from '../../world/parts.ts'
import type { RepositoryRecord } from '../../world/records.ts'

/** A repository whose packages another one shows as its own. */
export interface ConnectionRecord {
  readonly slugPerm: string
  target: RepositoryRecord
  priority: number
  isActive: boolean
  /** It would lead back to where it starts: it stays inactive. */
  isCircular: boolean
  readonly createdAt: number
}

/** The repositories whose packages a repository shows as well. */
export const connectionsOf = repositoryPart('connections', () => createStore<ConnectionRecord>())
