import { type ChildProcess, spawn } from 'node:child_process'
import { access, constants, mkdir, open, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { DatabaseError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import { alone, isAlive } from './alone.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { initialise, user } from './initialise.ts'
import { canRun, findOwner, giveTo, type Owner } from './owner.ts'
import { postmasterOf } from './postmaster.ts'

/** The service's own PostgreSQL. */
export interface Cluster {
  /** Address of the database, with the password. */
  readonly url: string
  /** Releases it, and stops it unless another process of the service uses it. */
  stop(): Promise<void>
}

/** Options of {@link startCluster}. */
export interface ClusterOptions {
  /** Folder for all its data, which is created if missing. */
  readonly folder: string
  readonly log: Log
  /** Further arguments for PostgreSQL, such as `-c fsync=off` for tests. Default: none. */
  readonly flags?: readonly string[] | undefined
}

/** Small, because little is stored, and local: only this machine may connect. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '32MB',
  max_wal_size: '256MB',
  log_min_messages: 'warning',
  timezone: 'UTC',
  log_timezone: 'UTC',
}

/**
 * Timeouts and intervals in milliseconds: to start (also after a crash), between two checks, between two checks of whether it runs, for closed
 * connections to disappear, and to stop.
 */
const patience = { start: 30_000, look: 25, watch: 500, gone: 1_000, stop: 8_000 }

/**
 * Starts the PostgreSQL in a folder, or joins the one that is running there, which may belong to another process or to one that was killed. If it
 * dies, it is restarted at the same address.
 *
 * @throws {DatabaseError} it cannot be started; the message says why and what to do instead
 */
export async function startCluster({ folder: named, log, flags = [] }: ClusterOptions): Promise<Cluster> {
  const folder = resolve(named)
  await makeFolder(folder)
  await writeFile(join(folder, '.gitignore'), '*\n')
  const owner = await findOwner()
  const binaries = await findBinaries(join(folder, 'programs'), (program) => canRun(program, owner))
  const place = { folder, data: join(folder, 'data'), lock: join(folder, 'lock'), owner, binaries, flags }
  const password = await wordIn(join(folder, 'password'), () => crypto.randomUUID())
  const port = Number(await wordIn(join(folder, 'port'), async () => String(await freePort())))
  const url = `postgres://${user}:${password}@127.0.0.1:${port}/postgres`
  const ensure = () => alone(place.lock, () => ensureRunning(place, { password, port, url }))
  await ensure()
  let isStopping = false
  let watching: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    watching = watching.then(watch)
  }, patience.watch)
  return { url, stop }

  async function watch(): Promise<void> {
    if (isStopping || (await postmasterOf(place.data)) !== undefined) return
    log.warn('PostgreSQL has died and is being restarted')
    await ensure().catch((error: unknown) => log.error('PostgreSQL could not be restarted', { error }))
  }

  async function stop(): Promise<void> {
    isStopping = true
    clearInterval(timer)
    await watching
    await alone(place.lock, async () => {
      const postmaster = await postmasterOf(place.data)
      if (postmaster !== undefined && !(await isUsed(url))) await end(postmaster.pid)
    })
  }
}

/** @throws {DatabaseError} the folder is not writable */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
  } catch (cause) {
    const { code = 'no reason given' } = cause as NodeJS.ErrnoException
    const instead = 'Choose another folder with --data, or set DATABASE_URL to a PostgreSQL of your own.'
    throw new DatabaseError(`The database cannot be stored in ${folder}, which is not writable (${code}). ${instead}`, {
      cause,
    })
  }
}

interface Place {
  readonly folder: string
  readonly data: string
  readonly lock: string
  readonly owner: Owner | undefined
  readonly binaries: Binaries
  readonly flags: readonly string[]
}

/** A secret in a file that only its owner can read; created on first use. */
async function wordIn(file: string, make: () => string | Promise<string>): Promise<string> {
  const known = await readFile(file, 'utf8').catch(() => '')
  if (known !== '') return known
  await writeFile(file, await make(), { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  return await readFile(file, 'utf8')
}

async function ensureRunning(
  place: Place,
  { password, port, url }: { password: string; port: number; url: string },
): Promise<void> {
  await initialise(place.data, place.binaries, { password, owner: place.owner })
  const deadline = Date.now() + patience.start
  let child: ChildProcess | undefined
  for (;;) {
    if (await answers(url)) return
    // Child processes of a killed PostgreSQL keep its shared memory for a moment, and the next one refuses to start meanwhile.
    if (child === undefined || child.exitCode !== null) {
      if ((await postmasterOf(place.data)) === undefined) child = await begin(place, port)
    }
    if (Date.now() > deadline) throw new DatabaseError(`PostgreSQL does not start. ${await lastWords(place)}`)
    await new Promise((done) => setTimeout(done, patience.look))
  }
}

/** Starts it in its own process group, so that a signal from the terminal does not end it before the service. */
async function begin({ folder, data, owner, binaries, flags }: Place, port: number): Promise<ChildProcess> {
  const file = join(folder, 'postgres.log')
  const log = await open(file, 'a', 0o600)
  try {
    await giveTo(owner, file)
    const set = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const child = spawn(binaries.postgres, ['-D', data, '-p', String(port), ...set, ...flags], {
      ...owner,
      cwd: data,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    })
    child.once('error', () => {})
    child.unref()
    return child
  } finally {
    await log.close()
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** Whether other processes are still connected after a moment: closed connections remain visible briefly. */
async function isUsed(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  const others = "select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"
  try {
    await client.connect()
    for (const deadline = Date.now() + patience.gone; ; ) {
      const { rowCount } = await client.query(others)
      if (rowCount === 0) return false
      if (Date.now() > deadline) return true
      await new Promise((done) => setTimeout(done, patience.look))
    }
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

async function end(pid: number): Promise<void> {
  const deadline = Date.now() + patience.stop
  process.kill(pid, 'SIGINT')
  while (isAlive(pid)) {
    if (Date.now() > deadline) process.kill(pid, 'SIGQUIT')
    await new Promise((done) => setTimeout(done, patience.look))
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

/** The end of its log. */
async function lastWords({ folder }: Place): Promise<string> {
  const file = join(folder, 'postgres.log')
  const { size } = await stat(file)
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(600), position: Math.max(0, size - 600) })
    return `Its log ends: ${buffer.toString('utf8', 0, bytesRead).trim().split('\n').slice(-3).join(' ')}`
  } finally {
    await handle.close()
  }
}
