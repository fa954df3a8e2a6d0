import { resolve } from 'node:path'
import { UsageError } from '../core/usage-error.ts'
import { mustBeWritable } from '../files/write-whole.ts'

/** @throws {UsageError} a file that is named cannot be written */
export async function mustAllBeWritable(cwd: string, files: readonly (string | undefined)[]): Promise<void> {
  for (const file of files) {
    if (file === undefined) continue
    await mustBeWritable(resolve(cwd, file)).catch((error: Error) => {
      throw new UsageError(error.message, { cause: error })
    })
  }
}
