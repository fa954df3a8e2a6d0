import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { silentLog } from '../src/core/log.ts'
import { openDatabase } from '../src/database/database.ts'
import { startCluster } from '../src/database/embedded/cluster.ts'
import { migrate } from '../src/database/migrate.ts'
import { raw } from '../src/database/sql.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a PostgreSQL in which tests make databases of their own. */
    databaseUrl: string
  }
}

/** What is lost with the machine need not be on the disk. */
const flags = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'].flatMap((flag) => [
  '-c',
  flag,
])

/** One PostgreSQL for all test files: it takes longer to start than most of them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'promotion-service-'))
  // The folder has to be open to whoever PostgreSQL runs as.
  await chmod(folder, 0o755)
  const cluster = await startCluster({ folder, log: silentLog, flags })
  const template = await openDatabase({ url: cluster.url, connections: 1 })
  await template.query(raw('create database template_promotion'))
  await template.close()
  const database = await openDatabase({ url: Object.assign(new URL(cluster.url), { pathname: '/template_promotion' }).href })
  await migrate(database)
  await database.close()
  project.provide('databaseUrl', cluster.url)
  return async () => {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
