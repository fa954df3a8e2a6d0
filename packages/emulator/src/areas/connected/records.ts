import { repositories } from '../../world/kinds.ts'
import { repositoryPart } from '../../world/parts.ts'
import { changing, flag, moment, number, type Of, record, store, text } from '../../world/shapes/index.ts'

const connection = record({
  slugPerm: text,
  target: changing(repositories),
  priority: changing(number),
  isActive: changing(flag),
  /** It would lead back to where it starts: it stays inactive. */
  isCircular: changing(flag),
  createdAt: moment,
})

/** A repository whose packages another one shows as its own. */
export type ConnectionRecord = Of<typeof connection>

/** The repositories whose packages a repository shows as well. */
export const connectionsOf = repositoryPart('connections', { shape: store(connection) })
