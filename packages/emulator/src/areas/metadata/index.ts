import type { Area } from '../../operation/area.ts'
import { metadataOperations } from './operations.ts'
import { metadataOf } from './records.ts'

/** What callers attach to packages. */
export const metadata: Area = { operations: metadataOperations, parts: [metadataOf] }
