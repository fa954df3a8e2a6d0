import { randomUUID } from 'node:crypto'
import { chmod, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'

/**
 * Replaces what is in a file at once: it has all of the text, or what it had before, also where the machine stops in between. What is no file but can
 * be written to, such as a pipe or `/dev/stderr`, is written to.
 *
 * @throws {Error} with the file that was asked for
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  try {
    const place = await placeOf(path)
    if (place.isFile) await replace(place, text)
    else await writeFile(path, text)
  } catch (error) {
    throw new Error(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

/**
 * Looks whether a file could be written, and leaves everything as it is.
 *
 * @throws {Error} with the file and why not
 */
export async function mustBeWritable(path: string): Promise<void> {
  try {
    const place = await placeOf(path)
    if (!place.isFile) return
    const beside = besideOf(place)
    await (await open(beside, 'wx')).close()
    await rm(beside, { force: true })
  } catch (error) {
    throw new Error(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

/** Where a file is, behind links. */
interface Place {
  readonly path: string
  /** Who may use it; undefined where there is none yet. */
  readonly mode: number | undefined
  readonly isFile: boolean
}

async function placeOf(path: string): Promise<Place> {
  try {
    const real = await realpath(path)
    const found = await stat(real)
    if (found.isDirectory()) throw new Error('it is a folder')
    return { path: real, mode: found.mode, isFile: found.isFile() }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return { path, mode: undefined, isFile: true }
  }
}

async function replace(place: Place, text: string): Promise<void> {
  const beside = besideOf(place)
  try {
    await writeFile(beside, text, { flush: true })
    if (place.mode !== undefined) await chmod(beside, place.mode)
    await rename(beside, place.path)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

const besideOf = ({ path }: Place): string => `${path}.${randomUUID()}`
