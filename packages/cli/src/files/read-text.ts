import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { addAbortSignal } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Context } from '../core/context.ts'
import { UsageError } from '../core/usage-error.ts'

/** A file's text, or that of standard input for `-`. @throws {UsageError} it cannot be read */
export async function readText({ cwd, stdin, signal }: Context, file: string): Promise<string> {
  if (file === '-') return text(addAbortSignal(signal, stdin))
  try {
    return await readFile(resolve(cwd, file), 'utf8')
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}
