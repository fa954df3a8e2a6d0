import { readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import type { Trust } from '../approval/trust.ts'
import { readTrust } from './read-trust.ts'

/**
 * Reads a trust document such as `trust.yaml` from disk. The key files that it names are read too; their paths are relative to the document.
 *
 * @throws {DocumentError} with every problem of it and of those files; it never contains any part of a key
 * @throws {Error} the document cannot be read
 */
export async function fileTrust(path: string): Promise<Trust> {
  const read = (file: string) => readFile(resolve(dirname(path), file), 'utf8')
  return readTrust(await readFile(path, 'utf8'), { source: basename(path), read })
}
