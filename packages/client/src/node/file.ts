import { openAsBlob } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InvalidRequestError } from '../errors/base.ts'

/**
 * A file of the disk to push, with its name: `cloudsmith.push({ file: await fileFromPath('dist/app.tgz'), … })`.
 *
 * Its bytes are read as they are sent, not now; reading fails where the file has changed by then.
 *
 * @throws {InvalidRequestError} there is no such file, or it may not be read
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
