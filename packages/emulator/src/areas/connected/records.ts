import { repositories } from '../../world/kinds.ts'
import { repositoryPart } from '../../world/parts.ts'
import { changing, flag, moment, number, type Of, record, store, text } from '../../world/shapes/index.ts'

const connection = record({
  slugPerm: text,
  target: changing(repositories),
  priority: changing(number),
  isActive: changing(flag),
  /** It would lead back to its start, so it stays inactive. */
  isCircular: changing(flag),
  createdAt: moment,
})

/** A connection to a repository whose packages are visible in another one. */
export type ConnectionRecord = Of<typeof connection>

/** The connections of a repository. */
export const connectionsOf = repositoryPart('connections', { shape: store(connection) })
