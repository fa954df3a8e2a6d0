import { isEntry, isIntact } from './entry.ts'
import type { LedgerEntry } from './ledger.ts'
import { LedgerError } from './ledger-error.ts'

/** The last entry of a ledger, as somebody kept it elsewhere. */
export type LedgerHead = Pick<LedgerEntry, 'seq' | 'digest'>

/** How a chain breaks. */
export type LedgerBreak =
  /** An entry is none. */
  | 'malformed'
  /** An entry, or the one before it, is not what was written. */
  | 'edited'
  /** Entries are missing in between. */
  | 'removed'
  /** Entries stand in another order, or twice. */
  | 'reordered'
  /** The last entries are missing, or others stand in their place. */
  | 'truncated'

/** Whether a ledger is whole. */
export type LedgerVerdict =
  | { readonly intact: true /** Null for an empty one. */; readonly head: LedgerHead | null }
  | {
      readonly intact: false
      readonly problem: LedgerBreak
      /** Where it breaks: `seq` of the entry that should stand there. All before it can be believed. */
      readonly seq: number
      /** The last entry that can be believed; null where there is none. */
      readonly head: LedgerHead | null
      /** A sentence with its full stop. */
      readonly why: string
    }

/**
 * Follows the chain of a ledger, and says where it breaks.
 *
 * The chain alone shows what was changed in the middle. Whoever may write the ledger may also cut off its end, or write all of it anew: keep the
 * head that this returns where they may not, and give it the next time.
 *
 * @param head the last entry that is known to have been there: it still has to be
 */
export async function verifyLedger(
  entries: AsyncIterable<LedgerEntry> | Iterable<LedgerEntry>,
  { head }: { head?: LedgerHead | null | undefined } = {},
): Promise<LedgerVerdict> {
  let last: LedgerHead | null = null
  let isHeadSeen = head === undefined || head === null
  let gap: { readonly found: number } | undefined
  const broken = (problem: LedgerBreak, why: string): LedgerVerdict => ({
    ...{ intact: false, problem, seq: (last?.seq ?? 0) + 1, head: last, why },
  })
  try {
    for await (const entry of entries) {
      const expected: number = (last?.seq ?? 0) + 1
      if (gap !== undefined) {
        // The missing entry stands further below: nothing was removed.
        if (isEntry(entry) && entry.seq === expected)
          return broken('reordered', `Entry ${expected} comes after entry ${gap.found}.`)
        continue
      }
      if (!isEntry(entry)) return broken('malformed', `The line where entry ${expected} should be is not an entry.`)
      if (!isIntact(entry)) return broken('edited', `Entry ${expected} does not match the digest that it was written with.`)
      if (entry.seq < expected) return broken('reordered', `Entry ${entry.seq} is where entry ${expected} should be.`)
      if (entry.seq > expected) {
        gap = { found: entry.seq }
        continue
      }
      if (entry.previous !== (last?.digest ?? null)) {
        return broken('edited', `Entry ${expected} does not refer to the entry before it.`)
      }
      last = { seq: entry.seq, digest: entry.digest }
      isHeadSeen ||= entry.digest === head?.digest
    }
  } catch (error) {
    if (error instanceof LedgerError) return broken('malformed', error.message)
    throw error
  }
  if (gap !== undefined) return broken('removed', `Entry ${gap.found} comes where entry ${(last?.seq ?? 0) + 1} should be.`)
  if (isHeadSeen || head === undefined || head === null) return { intact: true, head: last }
  return broken(
    'truncated',
    `Entry ${head.seq}, which was the last, is missing: the ledger was truncated or its end was rewritten.`,
  )
}
