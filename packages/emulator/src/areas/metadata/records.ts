import { createStore } from '../../core/store.ts'
import { packagePart } from '../../world/parts.ts'
/** JSON that somebody has attached to a package. */
export interface MetadataRecord {
  readonly slugPerm: string
  content: unknown
  readonly contentType: string
  sourceIdentity: string
  readonly createdAt: number
}

/** What callers have attached to a package. */
export const metadataOf = packagePart('metadata', () => createStore<MetadataRecord>())
