import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { alone } from './claim.ts'
import { entryAfter, isIntact } from './entry.ts'
import { healTail, parseEntry } from './file-tail.ts'
import type { Ledger, LedgerEntry, LedgerRecord } from './ledger.ts'
import { LedgerError } from './ledger-error.ts'

/**
 * Keeps a ledger in a file, with a line of JSON for each entry. Lines are only ever appended, and are on the disk when `append` resolves. A line that
 * a crash cut off is skipped, and replaced by the next one. Processes on the same disk take turns to write. A missing file is an empty ledger.
 *
 * Works in Node, Deno and Bun.
 *
 * @throws {LedgerError} from its methods: a line is not an entry, or other processes do not release the file
 * @example
 * const ledger = fileLedger('promotions.ndjson')
 * await apply(cloudsmith, pipeline, plan, { ledger })
 * const verdict = await verifyLedger(ledger.read(), { head })
 */
export function fileLedger(path: string): Ledger {
  let turn: Promise<unknown> = Promise.resolve()
  return {
    append(record) {
      // Appends of one process queue up instead of backing off from each other.
      const appending = turn.then(async () => {
        await mkdir(dirname(path), { recursive: true })
        return await alone(path, () => write(path, record))
      })
      turn = appending.catch(() => {})
      return appending
    },
    read: () => entriesOf(path),
  }
}

async function write(path: string, record: LedgerRecord): Promise<LedgerEntry> {
  const file = await open(path, 'a+')
  try {
    const last = await healTail(file, path)
    const entry = entryAfter(last, record)
    await file.appendFile(`${JSON.stringify(entry)}\n`)
    await file.sync()
    if (last === undefined) await syncFolder(dirname(path))
    return entry
  } finally {
    await file.close()
  }
}

/** A new file survives a power failure only once its folder has been synced. Windows has no equivalent. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => {})
  await handle?.close()
}

async function* entriesOf(path: string): AsyncGenerator<LedgerEntry> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (file === undefined) return
  let [number, rest] = [0, '']
  try {
    for await (const part of file.createReadStream({ encoding: 'utf8', autoClose: false })) {
      const lines = `${rest}${part as string}`.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) yield entryIn(line, ++number)
    }
    // A line that a crash cut off was never confirmed. A complete entry that lacks only its newline counts.
    const last = parseEntry(rest)
    if (last !== undefined && isIntact(last)) yield last
  } finally {
    await file.close()
  }

  function entryIn(line: string, at: number): LedgerEntry {
    const entry = parseEntry(line)
    if (entry === undefined) throw new LedgerError(`${path}:${at} is not a ledger entry.`)
    return entry
  }
}
