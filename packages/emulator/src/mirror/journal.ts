import { appendFile, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { MirrorError } from './mirror-error.ts'

/**
 * Stores what has been read of a workspace, so that an interrupted mirror continues where it stopped. A `Map` is a journal that lasts as long as the
 * process.
 */
export interface MirrorJournal {
  /** Returns what was stored under a key, or undefined. */
  get(key: string): unknown
  /** Stores a value, which is plain JSON data, under a key. */
  set(key: string, value: unknown): unknown
  /** Removes everything, once the mirror is complete. */
  clear(): unknown
}

/** The first line of a journal, with its type and version. */
const head = '{"kind":"cloudsmith-emulator/mirror-journal","version":1}'

/**
 * Opens a journal in a folder, which is created if it is missing. A line is appended for each response; one that a crash cut off is read again. It
 * contains what the mirror will contain, and no credential. Only the file's owner can read it.
 *
 * @throws {MirrorError} if the folder has a file of the journal's name that is not a journal
 */
export async function openJournal(folder: string): Promise<MirrorJournal> {
  const file = join(folder, 'mirror.journal.jsonl')
  await mkdir(folder, { recursive: true })
  const known = await readJournal(file)
  // Starts on a new line, because a crash may have cut off the last one.
  let last: Promise<unknown> = appendFile(file, known.size === 0 ? `${head}\n` : '\n', { mode: 0o600 })
  await last
  return {
    get: (key) => known.get(key),
    set(key, value) {
      known.set(key, value)
      last = last.then(() => appendFile(file, `${JSON.stringify([key, value])}\n`))
      return last
    },
    async clear() {
      await last
      known.clear()
      await rm(file, { force: true })
    },
  }
}

async function readJournal(file: string): Promise<Map<string, unknown>> {
  const known = new Map<string, unknown>()
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (handle === undefined) return known
  let isFirst = true
  for await (const line of handle.readLines()) {
    if (isFirst && line !== head)
      throw new MirrorError(`${file} is not the journal of a mirror, or has a later version: name another folder`)
    const entry = isFirst ? undefined : parsed(line)
    if (entry !== undefined) known.set(String(entry[0]), entry[1])
    isFirst = false
  }
  return known
}

function parsed(line: string): [unknown, unknown] | undefined {
  try {
    const entry: unknown = JSON.parse(line)
    return Array.isArray(entry) && entry.length === 2 ? [entry[0], entry[1]] : undefined
  } catch {
    return undefined
  }
}
