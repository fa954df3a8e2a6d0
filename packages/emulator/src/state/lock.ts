import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'

/** Who has a folder. */
interface Holder {
  readonly pid: number
  readonly host: string
}

/** A folder for states that cannot be had. */
export class StateFolderError extends Error {
  override readonly name = 'StateFolderError'
}

/** How often a lock is renewed, and how old one is that nobody renews, in milliseconds. */
const renewal = 5_000
const lifetime = 6 * renewal

/** What this process has: its own number in a lock is otherwise that of an earlier one, as in a container. */
const held = new Set<string>()

/**
 * Takes a folder for this process alone, and makes it where it is missing. What a process left that has ended is taken over; on another host,
 * that is told by a lock that is not renewed.
 *
 * @returns gives the folder back
 * @throws {StateFolderError} for one that somebody else has, or that cannot be written
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = resolve(folder)
  const file = join(path, 'emulator.lock')
  if (held.has(path)) throw inUse(folder, file, { pid: process.pid, host: hostname() })
  held.add(path)
  try {
    await mkdir(path, { recursive: true })
    await take(folder, file)
  } catch (error) {
    held.delete(path)
    if (error instanceof StateFolderError) throw error
    const why = (error as Error).message
    throw new StateFolderError(
      `${folder} cannot be written: ${why}. Name another folder with --state, or give the emulator rights and room there.`,
    )
  }
  // One that was deleted meanwhile is nothing to end for.
  const renewing = setInterval(() => utimes(file, new Date(), new Date()).catch(() => {}), renewal).unref()
  return async () => {
    clearInterval(renewing)
    await rm(file, { force: true })
    held.delete(path)
  }
}

async function take(folder: string, file: string): Promise<void> {
  const mine = JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder)
  while (!(await writeNew(file, mine))) {
    const text = await readFile(file, 'utf8').catch(() => '')
    const holder = await holderOf(file, text)
    if (holder !== undefined) throw inUse(folder, file, holder)
    await removeStale(file, text)
  }
}

async function writeNew(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Takes a stale lock away. Where another process was faster, its new lock has come along instead, and goes back. */
async function removeStale(file: string, text: string): Promise<void> {
  const aside = `${file}.${process.pid}`
  await rename(file, aside).catch(() => {})
  const moved = await readFile(aside, 'utf8').catch(() => text)
  if (moved !== text) await link(aside, file).catch(() => {})
  await rm(aside, { force: true })
}

/** Who has the folder still, by the text of its lock. */
async function holderOf(file: string, text: string): Promise<Holder | undefined> {
  const holder = parse(text)
  if (holder === undefined) return undefined
  const { pid, host } = holder
  if (host === hostname()) return pid !== process.pid && isAlive(pid) ? holder : undefined
  const renewedAt = await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
  return Date.now() - renewedAt < lifetime ? holder : undefined
}

function parse(text: string): Holder | undefined {
  try {
    const { pid, host } = JSON.parse(text) as Partial<Holder>
    return Number.isSafeInteger(pid) && typeof host === 'string' ? { pid: Number(pid), host } : undefined
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // A process of somebody else is one all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function inUse(folder: string, file: string, { pid, host }: Holder): StateFolderError {
  return new StateFolderError(
    `${folder} is in use by the process ${pid}${host === hostname() ? '' : ` on ${host}`}. Stop that emulator, or name another folder ` +
      `with --state. If that is no emulator, delete ${file}.`,
  )
}
