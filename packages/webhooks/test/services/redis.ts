import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { listenAsRedis } from './redis-stand-in.ts'

const program = ['redis-server', 'valkey-server']
  .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
  .find((path) => existsSync(path))

/** Why there is no Redis here; `undefined` if there is one. */
export const noRedis = program === undefined ? 'there is no redis-server on the path' : undefined

/** A server on a socket in a folder of its own. */
export interface RedisServer {
  path: string
  stop(): Promise<void>
}

/** Starts an empty Redis or Valkey that only listens on a socket in a folder of its own. */
export async function startRedis(): Promise<RedisServer> {
  if (program === undefined) throw new Error(noRedis)
  const folder = mkdtempSync(join(tmpdir(), 'deliveries-'))
  const path = join(folder, 'redis.sock')
  const server = spawn(program, ['--port', '0', '--unixsocket', path, '--save', '', '--dir', folder], { stdio: 'ignore' })
  return {
    path,
    async stop() {
      server.kill()
      if (server.exitCode === null) await once(server, 'exit')
      rmSync(folder, { recursive: true })
    },
  }
}

/** Starts the stand-in, for machines without Redis. */
export async function startStandIn(): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'deliveries-'))
  const path = join(folder, 'redis.sock')
  const server = await listenAsRedis(path)
  return {
    path,
    async stop() {
      server.close()
      await once(server, 'close')
      rmSync(folder, { recursive: true })
    },
  }
}
