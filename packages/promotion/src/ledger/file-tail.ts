import type { FileHandle } from 'node:fs/promises'
import { isEntry, isIntact } from './entry.ts'
import type { LedgerEntry } from './ledger.ts'
import { LedgerError } from './ledger-error.ts'

const blockSize = 65_536
const newline = 0x0a

/** The end of a file of entries. */
export interface FileTail {
  /** The last complete line; undefined if there is none. */
  readonly line: string | undefined
  /** What follows it, because a crash cut it off; empty if nothing does. */
  readonly torn: string
  /** Offset of that, in bytes. */
  readonly end: number
}

/** Reads the end of a file, backwards, and no more of it than necessary. */
export async function readTail(file: FileHandle): Promise<FileTail> {
  const { size } = await file.stat()
  let [start, bytes] = [size, Buffer.alloc(0)]
  let [end, before] = [-1, -1]
  while (start > 0 && before < 0) {
    const length = Math.min(blockSize, start)
    const block = Buffer.alloc(length)
    start -= length
    await file.read(block, 0, length, start)
    bytes = Buffer.concat([block, bytes])
    end = bytes.lastIndexOf(newline)
    before = end <= 0 ? -1 : bytes.lastIndexOf(newline, end - 1)
  }
  return {
    line: end < 0 ? undefined : bytes.toString('utf8', before + 1, end),
    torn: bytes.toString('utf8', end + 1),
    end: start + end + 1,
  }
}

/**
 * Makes a file end with a complete line again, and returns its entry. What a crash cut off was never confirmed, and is removed; a complete entry that
 * lacks only its newline is kept.
 *
 * @throws {LedgerError} the last line is not a valid entry
 */
export async function healTail(file: FileHandle, path: string): Promise<LedgerEntry | undefined> {
  const { line, torn, end } = await readTail(file)
  const last = line === undefined ? undefined : parseEntry(line)
  if (line !== undefined && (last === undefined || !isIntact(last))) {
    throw new LedgerError(`The last line of ${path} is not a valid entry: verify the ledger before adding to it.`)
  }
  if (torn === '') return last
  const whole = parseEntry(torn)
  if (whole !== undefined && whole.previous === (last?.digest ?? null) && isIntact(whole)) {
    await file.appendFile('\n')
    return whole
  }
  await file.truncate(end)
  return last
}

/** Parses a line; undefined if it is not an entry. */
export function parseEntry(line: string): LedgerEntry | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isEntry(value) ? value : undefined
  } catch {
    return undefined
  }
}
