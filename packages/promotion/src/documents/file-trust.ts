import { readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import type { Trust } from '../approval/trust.ts'
import { readTrust } from './read-trust.ts'

/**
 * Whose word counts, from a file such as `trust.yaml`. Keys are in the files that it names, by their paths from where it stands.
 *
 * @throws {DocumentError} with every problem of it and of those files, and nothing of what a key says
 * @throws {Error} it cannot be read
 */
export async function fileTrust(path: string): Promise<Trust> {
  const read = (file: string) => readFile(resolve(dirname(path), file), 'utf8')
  return readTrust(await readFile(path, 'utf8'), { source: basename(path), read })
}
