import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { alone } from './claim.ts'
import { entryAfter, isIntact } from './entry.ts'
import { healTail, parseEntry } from './file-tail.ts'
import type { Ledger, LedgerEntry, LedgerRecord } from './ledger.ts'
import { LedgerError } from './ledger-error.ts'

/**
 * Keeps a ledger in a file: a line of JSON for each entry. Lines are only ever added, and are on the disk when `append` resolves. A line that
 * a crash has cut off is passed over, and replaced by the next one; processes on one disk write one after the other. A missing file is an
 * empty ledger.
 *
 * Node, Deno and Bun.
 *
 * @throws {LedgerError} from its methods: a line is no entry, or others do not let go of the file
 * @example
 * const ledger = fileLedger('promotions.ndjson')
 * await apply(cloudsmith, pipeline, plan, { ledger })
 * const verdict = await verifyLedger(ledger.read(), { head })
 */
export function fileLedger(path: string): Ledger {
  let turn: Promise<unknown> = Promise.resolve()
  return {
    append(record) {
      // Those of one process queue up, rather than to step back from each other.
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

/** A new file outlasts a loss of power when its folder knows it. Windows has no such thing. */
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
    // What a crash has cut off was never confirmed; what is whole but for the end of its line counts.
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
