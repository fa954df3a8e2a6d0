import { randomUUID } from 'node:crypto'
import { link, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { makeFolder, readIfThere, writeNew } from './folder-files.ts'
import { type Holder, hasEnded, parseHolder, pidSpace, wordsFor } from './holder.ts'
import { StateFolderError } from './state-folder-error.ts'

/** How often a lock is renewed, in milliseconds. */
const renewal = 1_000
/** How often a lock that was found is checked for renewal, and the milliseconds between the checks. */
const looks = 8
const pause = 500

/** A lock on a folder. */
export interface FolderLock {
  /**
   * Renews the lock. If it was deleted, creates it again, and the folder as well.
   *
   * @throws {StateFolderError} if another emulator has taken over the folder: nothing may be written any more
   */
  mustBeHeld(): Promise<void>
  /** Releases the folder. */
  release(): Promise<void>
}

/** Callbacks for changes of a lock. */
export interface LockListener {
  /** Called with messages for people. */
  readonly tell: (line: string) => void
  /** Called if the lock was deleted, perhaps with the whole content of the folder. */
  readonly deleted?: () => void
}

/**
 * Locks a folder for this emulator, and creates it if it is missing. The lock is renewed while it is held: one that is not renewed for four seconds
 * is taken over. Process ids are only used if they certainly belong to the same system, because containers may share a folder.
 *
 * @param sleep how to wait between two checks of another emulator's lock
 * @throws {StateFolderError} if another emulator holds the folder, or it cannot be written
 */
export async function lockFolder(
  folder: string,
  { tell, deleted }: LockListener,
  sleep: () => Promise<unknown> = () => wait(pause),
): Promise<FolderLock> {
  const path = resolve(folder)
  const file = join(path, 'emulator.lock')
  const me: Holder = { pid: process.pid, host: hostname(), nonce: randomUUID(), space: await pidSpace(), renewals: 0 }
  let renewals = 0
  let isDeleted = false
  let lost: StateFolderError | undefined
  const text = () => JSON.stringify({ ...me, renewals: renewals++ })

  async function renew() {
    const there = await readIfThere(file)
    if (there === undefined) {
      if (!isDeleted) tell(`${folder} was emptied while the emulator was using it: the whole state is written again.`)
      isDeleted = true
      return deleted?.()
    }
    const holder = parseHolder(there)
    if (holder?.nonce !== me.nonce) {
      const why = 'this emulator was suspended, or its lock was deleted. It no longer writes its state there'
      lost = new StateFolderError(`${folder} was taken over by ${wordsFor(holder)}: ${why}.`)
      tell(lost.message)
      clearInterval(renewing)
      throw lost
    }
    // Must not create the file again if it was removed a moment ago.
    await writeFile(file, text(), { flag: 'r+' })
  }

  try {
    await makeFolder(path)
    while (!(await writeNew(file, text()))) await takeOver(folder, file, tell, sleep)
  } catch (error) {
    if (error instanceof StateFolderError) throw error
    const why = (error as Error).message
    throw new StateFolderError(
      `${folder} cannot be written: ${why}. Name another folder with --state, or give the emulator write permission and disk space there.`,
    )
  }
  // Errors are ignored here: whoever writes checks the lock, and gets them.
  const renewing = setInterval(() => renew().catch(() => {}), renewal).unref()
  return {
    async mustBeHeld() {
      if (lost) throw lost
      await makeFolder(path)
      if (!(await writeNew(file, text()))) await renew()
      isDeleted = false
    },
    async release() {
      clearInterval(renewing)
      // On a read-only disk it stays, and can be taken over because its process has ended.
      if (parseHolder((await readIfThere(file)) ?? '')?.nonce === me.nonce) await rm(file, { force: true }).catch(() => {})
    },
  }
}

/** Removes a lock that is not renewed. @throws {StateFolderError} if it is renewed */
async function takeOver(
  folder: string,
  file: string,
  tell: (line: string) => void,
  sleep: () => Promise<unknown>,
): Promise<void> {
  const text = await readIfThere(file)
  if (text === undefined) return
  const holder = parseHolder(text)
  const who = wordsFor(holder)
  if (holder !== undefined && (await hasEnded(holder))) {
    tell(`Taking over ${folder} from ${who}, which ended without releasing it.`)
    return removeStale(file, text)
  }
  tell(`${folder} is locked by ${who}. Checking for up to ${(looks * pause) / 1000} seconds whether it is still running.`)
  for (let look = 0; look < looks; look++) {
    await sleep()
    const now = await readIfThere(file)
    if (now === undefined) return
    if (now !== text) throw inUse(folder, parseHolder(now) ?? holder)
  }
  tell(`Taking over ${folder} from ${who}, which no longer renews its lock.`)
  return removeStale(file, text)
}

/** Removes a stale lock. If another emulator was faster, its new lock was removed instead, and is put back. */
async function removeStale(file: string, text: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`
  await unlessGone(rename(file, aside))
  const moved = (await readIfThere(aside)) ?? text
  if (moved !== text) await link(aside, file).catch(() => {})
  await rm(aside, { force: true })
}

/** Ignores that another emulator was faster. @throws {Error} if nothing can be written, because a retry would never succeed */
const unlessGone = (step: Promise<unknown>) =>
  step.catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })

const inUse = (folder: string, holder: Holder | undefined): StateFolderError =>
  new StateFolderError(
    `${folder} is in use by ${wordsFor(holder)}, which renews its lock. Stop that emulator, or name another folder with --state.`,
  )
