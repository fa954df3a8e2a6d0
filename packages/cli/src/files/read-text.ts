import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { addAbortSignal, type Readable } from 'node:stream'
import type { Context } from '../core/context.ts'
import { UsageError } from '../core/usage-error.ts'

/** Maximum size in bytes: that of the longest string. */
const longest = 512 * 1_048_576 - 1

/**
 * Reads a text file, or standard input for `-`.
 *
 * @param most maximum size in bytes
 * @throws {UsageError} it cannot be read, or is larger
 */
export async function readText({ cwd, stdin, signal }: Context, file: string, most: number = longest): Promise<string> {
  return file === '-' ? textOf(addAbortSignal(signal, stdin), 'standard input', most) : readNamed(resolve(cwd, file), file, most)
}

/** Reads a text file. @param named its name in messages @throws {UsageError} it cannot be read, or is larger */
export async function readNamed(path: string, named: string, most: number = longest): Promise<string> {
  try {
    return await textOf(createReadStream(path), named, most)
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`${named} cannot be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

/** Stops reading at the limit, because an endless stream has no end. */
async function textOf(stream: Readable, named: string, most: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > most) throw new UsageError(`${named} is too long: at most ${most.toLocaleString('en-US')} bytes are read.`)
    chunks.push(bytes)
  }
  const whole = Buffer.concat(chunks)
  // Windows PowerShell writes output as UTF-16. A byte order mark is not part of the text.
  const isWide = whole[0] === 0xff && whole[1] === 0xfe
  return new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(whole)
}
