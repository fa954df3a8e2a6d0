import { hostname } from 'node:os'
import { version } from '../core/version.ts'
import { beat, noteStop } from '../store/workers.ts'
import type { FlowParts } from './parts.ts'

/** Milliseconds between two heartbeats. */
const every = 5_000

/** Records heartbeats of this process. Returns a function that records its end. */
export function keepBeating({ database, worker, log }: FlowParts, roles: readonly string[]): () => Promise<void> {
  const name = `${hostname()}-${process.pid}`
  const tell = () =>
    beat(database, {
      id: worker,
      name,
      host: hostname(),
      pid: process.pid,
      version,
      roles,
      rss: process.memoryUsage.rss(),
    }).catch((error: unknown) => log.debug('the heartbeat of this process could not be written', { error }))
  void tell()
  const timer = setInterval(tell, every)
  return async () => {
    clearInterval(timer)
    await noteStop(database, worker)
  }
}
