import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '../../../packages/service/src/core/log.ts'
import { startCluster } from '../../../packages/service/src/database/embedded/cluster.ts'

/** Gives a task an empty folder that PostgreSQL may use, and removes it afterwards. */
export async function withFolder<T>(task: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudsmith-sdk-bench-'))
  try {
    // It is of whoever PostgreSQL runs as.
    await chmod(folder, 0o755)
    return await task(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Gives a task the address of a PostgreSQL that runs as the service's own does: with its settings, and with each commit on the disk. */
export const withPostgres = <T>(task: (url: string) => Promise<T>): Promise<T> =>
  withFolder(async (folder) => {
    const cluster = await startCluster({ folder, log: silentLog, flags: ['-c', 'max_connections=200'] })
    try {
      return await task(cluster.url)
    } finally {
      await cluster.stop()
    }
  })
