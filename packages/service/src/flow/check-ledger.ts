import { type LedgerEntry, type LedgerHead, type LedgerVerdict, verifyLedger } from '@cloudsmith-sdk/promotion/ledger'
import type { Database } from '../database/database.ts'
import { announce } from '../store/announce.ts'
import { keepAssessment, latestAssessments } from '../store/assessments.ts'
import { type WrittenRow, writtenRows } from '../store/ledger.ts'
import { askPeople, isWell } from './open-task.ts'
import { type FlowParts, nowOf } from './parts.ts'

/** The result of verifying a ledger. */
export interface LedgerCheck {
  readonly verdict: LedgerVerdict
  /** The last entry when the ledger was last intact, which has to be there from then on; null if it was never verified. */
  readonly known: LedgerHead | null
}

/** Verifies the whole hash chain of a pipeline's ledger, and opens a task if it is broken. */
export async function checkLedger(parts: FlowParts, pipeline: string): Promise<LedgerCheck> {
  const { database } = parts
  const known = (await lastCheck(database, pipeline))?.known ?? null
  const verdict = await verifyLedger(entriesIn(database, pipeline), { head: known })
  const check: LedgerCheck = { verdict, known: verdict.intact ? verdict.head : known }
  const key = `ledger of ${pipeline}`
  await database.transaction(async (transaction) => {
    const problems = verdict.intact ? 0 : 1
    await keepAssessment(transaction, { pipeline, kind: 'ledger', about: '', madeAt: nowOf(parts), problems, document: check })
    await announce(transaction, 'assessments')
    if (verdict.intact) return await isWell(parts, transaction, key)
    const title = `The ledger of ${pipeline} has been changed`
    const detail = `It breaks at entry ${verdict.seq}: ${verdict.why}`
    await askPeople(parts, transaction, { key, kind: 'needs a human', pipeline, title, detail })
  })
  return check
}

/** The last result and its time; undefined if there is none. */
export async function lastCheck(
  database: Database,
  pipeline: string,
): Promise<(LedgerCheck & { readonly madeAt: Date }) | undefined> {
  const [last] = await latestAssessments(database, pipeline, 'ledger')
  return last && { ...(last.document as LedgerCheck), madeAt: last.madeAt }
}

/** The entries as pages and runs read them. If a column differs from the entry, it was changed after it was written. */
async function* entriesIn(database: Database, pipeline: string): AsyncGenerator<LedgerEntry> {
  for await (const row of writtenRows(database, pipeline)) yield entryOf(row)
}

function entryOf({ entry, seq, kind, digest, at }: WrittenRow): LedgerEntry {
  try {
    const written = JSON.parse(entry) as LedgerEntry
    const isThen = Date.parse(written.at) === at.getTime()
    return { ...written, seq, kind, digest, at: isThen ? written.at : at.toISOString() }
  } catch {
    // Not even JSON: the check reports that it is not an entry.
    return null as never
  }
}
