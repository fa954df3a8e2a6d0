import type { Area } from '../../operation/area.ts'
import { connectedOperations } from './operations.ts'
import { connectionsOf } from './records.ts'

/** Repositories whose packages another one shows. */
export const connected: Area = { operations: connectedOperations, parts: [connectionsOf] }
