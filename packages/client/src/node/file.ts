import { openAsBlob } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InvalidRequestError } from '../errors/base.ts'

/**
 * Opens a file on disk for a push, with its name: `cloudsmith.push({ file: await fileFromPath('dist/app.tgz'), … })`.
 *
 * Its bytes are read when they are sent, not immediately. Reading fails if the file has changed by then.
 *
 * @throws {InvalidRequestError} the file does not exist, is not a file, or cannot be read
 */
export async function fileFromPath(path: string | URL): Promise<File> {
  const name = basename(path instanceof URL ? fileURLToPath(path) : path)
  try {
    // A folder opens as well, and fails only when it is read.
    if ((await stat(path)).isFile()) return new File([await openAsBlob(path)], name)
  } catch (cause) {
    throw new InvalidRequestError(`${path} cannot be opened.`, { cause })
  }
  throw new InvalidRequestError(`${path} is not a file.`)
}
