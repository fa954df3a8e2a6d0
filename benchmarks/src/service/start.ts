import { withFolder } from './cluster.ts'
import { configIn } from './pipeline.ts'
import { startServed } from './process.ts'

/** Seconds from the command to the first answer, in an empty folder: with a PostgreSQL that is made and started, and all tables. */
export const coldStart = (): Promise<number> =>
  withFolder(async (folder) => {
    const config = await configIn(folder, '{ scanned: {} }')
    const begun = performance.now()
    const service = await startServed(folder, config, { DATABASE_URL: '', CLOUDSMITH_API_HOST: 'http://127.0.0.1:9' })
    const seconds = (performance.now() - begun) / 1_000
    await service.end()
    return seconds
  })
