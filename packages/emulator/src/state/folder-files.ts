import { access, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long a file system operation may take, in milliseconds: an unreachable network drive never responds. */
const patience = 10_000

/** Creates a folder and its parents. Does not use `recursive`, which never ends if the file system does not allow folders, as in `/proc`. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await timely(mkdir(path))
  } catch (error) {
    const parent = dirname(path)
    if (codeOf(error) === 'EEXIST') return
    if (codeOf(error) !== 'ENOENT' || (await exists(parent))) throw error
    await makeFolder(parent)
    await makeFolder(path)
  }
}

/** Writes a new file. @returns false if it exists already */
export async function writeNew(file: string, text: string): Promise<boolean> {
  try {
    await timely(writeFile(file, text, { flag: 'wx' }))
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** Reads a file; undefined if it does not exist. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await timely(readFile(file, 'utf8'))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** @throws {Error} if an operation takes too long */
export async function timely<Result>(step: Promise<Result>, most = patience): Promise<Result> {
  const over = new AbortController()
  const late = sleep(most, undefined, { signal: over.signal }).then(() => {
    throw new Error(`the file system has not answered for ${most / 1000} seconds`)
  })
  late.catch(() => {})
  return Promise.race([step, late]).finally(() => over.abort())
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code
