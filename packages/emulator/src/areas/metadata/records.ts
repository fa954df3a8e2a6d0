import { packagePart } from '../../world/parts.ts'
import { anything, changing, moment, type Of, record, store, text } from '../../world/shapes/index.ts'

const metadata = record({
  slugPerm: text,
  content: changing(anything),
  contentType: text,
  sourceIdentity: changing(text),
  createdAt: moment,
})

/** JSON that was attached to a package. */
export type MetadataRecord = Of<typeof metadata>

/** The metadata that callers have attached to a package. */
export const metadataOf = packagePart('metadata', { shape: store(metadata) })
