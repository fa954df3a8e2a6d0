import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '../../../src/core/log.ts'
import { type Database, openDatabase } from '../../../src/database/database.ts'
import { startCluster } from '../../../src/database/embedded/cluster.ts'
import { postmasterOf } from '../../../src/database/embedded/postmaster.ts'
import { migrate } from '../../../src/database/migrate.ts'
import type { Scope } from './scope.ts'

/** A PostgreSQL of a story's own. What it has said to be written outlasts its death, though not that of the machine. */
export interface KillableCluster {
  readonly url: string
  readonly database: Database
  /** Ends it at once, as `kill -9` does. It is started again, as the service does with its own. */
  kill(): Promise<void>
}

/** Starts one. */
export async function clusterFor(scope: Scope): Promise<KillableCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'promotion-durability-'))
  // The folder has to be open to whoever PostgreSQL runs as.
  await chmod(folder, 0o755)
  scope.onEnd(() => rm(folder, { recursive: true, force: true }))
  const cluster = await startCluster({ folder, log: silentLog, flags: ['-c', 'fsync=off', '-c', 'max_connections=200'] })
  scope.onEnd(() => cluster.stop())
  const database = await openDatabase({ url: cluster.url, connections: 3 })
  scope.onEnd(() => database.close())
  await migrate(database)
  return {
    ...{ url: cluster.url, database },
    async kill() {
      const postmaster = await postmasterOf(join(folder, 'data'))
      if (postmaster !== undefined) process.kill(postmaster.pid, 'SIGKILL')
    },
  }
}
