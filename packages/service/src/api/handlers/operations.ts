import { stuckWork } from '../../operations/stuck.ts'
import { listWorkers } from '../../store/workers.ts'
import type { Handlers } from '../call.ts'

/** Handlers for the state of the service. */
export const operationHandlers: Handlers<'listStuckWork' | 'listWorkers'> = {
  listStuckWork: async ({ parts }) => ({ rows: await stuckWork(parts) }),
  listWorkers: async ({ parts }) => ({ rows: await listWorkers(parts.database) }),
}
