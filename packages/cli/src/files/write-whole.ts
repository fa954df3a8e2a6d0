import { randomUUID } from 'node:crypto'
import { chmod, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'

/**
 * Replaces the content of a file atomically: it has the whole new text or the old one, even if the machine stops. A pipe or device, such as
 * `/dev/stderr`, is written to directly.
 *
 * @throws {Error} it cannot be written; the message names the given path
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
 * Checks that a file can be written, without changing it.
 *
 * @throws {Error} it cannot; the message names the file and the reason
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

/** The file that a path leads to, with links resolved. */
interface Place {
  readonly path: string
  /** Its permissions; undefined if it does not exist yet. */
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
