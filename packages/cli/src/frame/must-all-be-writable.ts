import { resolve } from 'node:path'
import { UsageError } from '../core/usage-error.ts'
import { mustBeWritable } from '../files/write-whole.ts'

/** The files of a command, as they were given. */
interface NamedFiles {
  readonly written: readonly string[]
  /** May contain words that are not files. */
  readonly read: readonly string[]
}

/** @throws {UsageError} an output file cannot be written, is given twice, or is also an input file */
export async function mustAllBeWritable(cwd: string, { written, read }: NamedFiles): Promise<void> {
  const inputs = new Set(read.map((file) => resolve(cwd, file)))
  const seen = new Set<string>()
  for (const file of written) {
    if (file === '-')
      throw new UsageError(
        '- is standard output, which takes only one document: use --output json, or ./- for a file of this name.',
      )
    const path = resolve(cwd, file)
    if (inputs.has(path)) throw new UsageError(`${file} is an input of this command and would be overwritten: name another file.`)
    // Devices and pipes can be written more than once.
    if (seen.has(path) && !path.startsWith('/dev/'))
      throw new UsageError(`${file} is named twice: use a different file for each output.`)
    seen.add(path)
    await mustBeWritable(path).catch((error: Error) => {
      throw new UsageError(error.message, { cause: error })
    })
  }
}
