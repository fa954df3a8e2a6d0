import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { addAbortSignal } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Context } from '../core/context.ts'
import { UsageError } from '../core/usage-error.ts'

/** A file's text, or that of standard input for `-`. @throws {UsageError} it cannot be read */
export async function readText({ cwd, stdin, signal }: Context, file: string): Promise<string> {
  if (file === '-') return text(addAbortSignal(signal, stdin))
  return readNamed(resolve(cwd, file), file)
}

/** A file's text. @param named what people call it @throws {UsageError} it cannot be read */
export async function readNamed(path: string, named: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new UsageError(`${named} cannot be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}
