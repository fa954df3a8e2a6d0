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
/** How often somebody who finds a lock looks whether it is, and after how many milliseconds each. */
const looks = 8
const pause = 500

/** A folder that this emulator has for itself. */
export interface FolderLock {
  /**
   * Renews the lock; makes it anew, and the folder, where they were deleted.
   *
   * @throws {StateFolderError} where another emulator has the folder meanwhile: nothing is to be written any more
   */
  mustBeHeld(): Promise<void>
  /** Gives the folder back. */
  release(): Promise<void>
}

/** Who is told of what becomes of a lock. */
export interface LockListener {
  /** What people should know. */
  readonly tell: (line: string) => void
  /** The lock was deleted, perhaps with all that was in the folder. */
  readonly deleted?: () => void
}

/**
 * Takes a folder for this emulator alone, and makes it where it is missing. The lock is renewed while it is held: one that is not, for four
 * seconds, is taken over. Numbers of processes decide only where they are for sure of the same system, as containers share them.
 *
 * @param sleep how to wait between two looks at the lock of another
 * @throws {StateFolderError} for one that somebody else has, or that cannot be written
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
    // It must not make one that was taken away a moment ago.
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
  // Whoever writes asks for the lock, and is told of what is wrong with it.
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
      // On a disk that is read only it stays, and is taken over from a process that has ended.
      if (parseHolder((await readIfThere(file)) ?? '')?.nonce === me.nonce) await rm(file, { force: true }).catch(() => {})
    },
  }
}

/** Takes a lock away that nobody renews. @throws {StateFolderError} for one that somebody does */
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

/** Takes a stale lock away. Where another emulator was faster, its new lock has come along instead, and goes back. */
async function removeStale(file: string, text: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`
  await unlessGone(rename(file, aside))
  const moved = (await readIfThere(aside)) ?? text
  if (moved !== text) await link(aside, file).catch(() => {})
  await rm(aside, { force: true })
}

/** Another emulator may have been faster. @throws {Error} where nothing can be written: whoever tries again would try for ever */
const unlessGone = (step: Promise<unknown>) =>
  step.catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })

const inUse = (folder: string, holder: Holder | undefined): StateFolderError =>
  new StateFolderError(
    `${folder} is in use by ${wordsFor(holder)}, which renews its lock. Stop that emulator, or name another folder with --state.`,
  )
