import { appendFile, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { MirrorError } from './mirror-error.ts'

/**
 * What of a workspace has been read so far, so that a mirror that was interrupted goes on where it was. A `Map` is one, for as long as the
 * process lives.
 */
export interface MirrorJournal {
  get(key: string): unknown
  set(key: string, value: unknown): unknown
  /** Forgets everything: the mirror is whole. */
  clear(): unknown
}

/** What a journal starts with: whose it is, and its version. */
const head = '{"kind":"cloudsmith-emulator/mirror-journal","version":1}'

/**
 * Opens a journal in a folder, which is made where it is missing. A line is added for each answer; one that a crash cut off is read again.
 * It holds what the mirror will hold, and no credential; the file is for its owner's eyes only.
 *
 * @throws {MirrorError} for a file of that name that is no journal
 */
export async function openJournal(folder: string): Promise<MirrorJournal> {
  const file = join(folder, 'mirror.journal.jsonl')
  await mkdir(folder, { recursive: true })
  const known = await readJournal(file)
  // After the line that a crash may have cut off.
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
