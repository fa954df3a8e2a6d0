import type { Area } from '../../operation/area.ts'
import { openidOperations } from './operations.ts'
import { providersOf } from './records.ts'

/** Tokens of OpenID Connect, which are exchanged for keys. */
export const openid: Area = { operations: openidOperations, parts: [providersOf] }
