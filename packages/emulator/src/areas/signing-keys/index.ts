import type { Area } from '../../operation/area.ts'
import { signingKeyOperations } from './operations.ts'
import { signingKeysOf } from './records.ts'

/** Keys that repositories sign with. */
export const signingKeys: Area = { operations: signingKeyOperations, parts: [signingKeysOf] }
