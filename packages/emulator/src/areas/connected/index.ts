import type { Area } from '../../operation/area.ts'
import { connectedBodies } from './bodies.ts'
import { connectedOperations } from './operations.ts'
import { connectionsOf } from './records.ts'

/** Repositories whose packages another one shows. */
export const connected: Area = { operations: connectedOperations, bodies: connectedBodies, parts: [connectionsOf] }
