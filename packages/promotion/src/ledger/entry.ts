import { canonical, digestOf } from '../text/digest.ts'
import type { LedgerEntry, LedgerRecord } from './ledger.ts'

/**
 * Creates the ledger entry for a record, chained to the last entry.
 *
 * @param last the last entry; undefined if the ledger is empty
 */
export function entryAfter(
  last: Pick<LedgerEntry, 'seq' | 'digest'> | undefined,
  { kind, at, document }: LedgerRecord,
): LedgerEntry {
  const place = { seq: (last?.seq ?? 0) + 1, at, previous: last?.digest ?? null, kind }
  // Values that JSON cannot represent must not be part of the digest.
  const unsealed = { ...place, document: JSON.parse(canonical(document)) as object }
  return { ...unsealed, digest: digestOf(unsealed) }
}

/** Whether an entry is unchanged since it was written. */
export const isIntact = ({ digest, ...rest }: LedgerEntry): boolean => digest === digestOf(rest)

/** Whether parsed JSON has the shape of an entry. */
export function isEntry(value: unknown): value is LedgerEntry {
  if (typeof value !== 'object' || value === null) return false
  const { seq, at, previous, kind, document, digest } = value as Partial<Record<keyof LedgerEntry, unknown>>
  const isPlaced = Number.isSafeInteger(seq) && (previous === null || typeof previous === 'string')
  return (
    isPlaced && [at, kind, digest].every((each) => typeof each === 'string') && typeof document === 'object' && document !== null
  )
}
