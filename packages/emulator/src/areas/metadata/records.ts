import { createStore } from '../../core/store.ts'
import { packagePart } from '../../world/parts.ts'
import { anything, moment, record, store, text } from '../../world/shapes/index.ts'

/** JSON that somebody has attached to a package. */
export interface MetadataRecord {
  readonly slugPerm: string
  content: unknown
  readonly contentType: string
  sourceIdentity: string
  readonly createdAt: number
}

const metadata = record<MetadataRecord>({
  slugPerm: text,
  content: anything,
  contentType: text,
  sourceIdentity: text,
  createdAt: moment,
})

/** What callers have attached to a package. */
export const metadataOf = packagePart('metadata', () => createStore<MetadataRecord>(), { shape: store(metadata) })
