import { createStore } from '../../core/store.ts'
import { repositoryPart } from '../../world/parts.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import { flag, moment, number, record, repositories, store, text } from '../../world/shapes/index.ts'

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

const connection = record<ConnectionRecord>({
  slugPerm: text,
  target: repositories,
  priority: number,
  isActive: flag,
  isCircular: flag,
  createdAt: moment,
})

/** The repositories whose packages a repository shows as well. */
export const connectionsOf = repositoryPart('connections', () => createStore<ConnectionRecord>(), { shape: store(connection) })
