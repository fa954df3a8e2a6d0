import type { Area } from '../../operation/area.ts'
import { signingKeyBodies } from './bodies.ts'
import { signingKeyOperations } from './operations.ts'
import { signingKeysOf } from './records.ts'

/** Keys that repositories sign with. */
export const signingKeys: Area = { operations: signingKeyOperations, bodies: signingKeyBodies, parts: [signingKeysOf] }
