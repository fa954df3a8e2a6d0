import { isEntry, isIntact } from './entry.ts'
import type { LedgerEntry } from './ledger.ts'
import { LedgerError } from './ledger-error.ts'

/** The last entry of a ledger, as kept elsewhere. */
export type LedgerHead = Pick<LedgerEntry, 'seq' | 'digest'>

/** How a chain is broken. */
export type LedgerBreak =
  /** A line is not an entry. */
  | 'malformed'
  /** An entry, or the one before it, was changed after it was written. */
  | 'edited'
  /** Entries in between are missing. */
  | 'removed'
  /** Entries are in another order, or repeated. */
  | 'reordered'
  /** The last entries are missing or were replaced. */
  | 'truncated'

/** The result of {@link verifyLedger}: whether the ledger is complete and unaltered. */
export type LedgerVerdict =
  | { readonly intact: true /** Null for an empty ledger. */; readonly head: LedgerHead | null }
  | {
      readonly intact: false
      readonly problem: LedgerBreak
      /** The number of the entry that is missing or wrong. All entries before it can be trusted. */
      readonly seq: number
      /** The last entry that can be trusted; null if there is none. */
      readonly head: LedgerHead | null
      /** A sentence, with its full stop. */
      readonly why: string
    }

/**
 * Verifies the chain of a ledger, and reports where it is broken.
 *
 * The chain alone reveals changes in the middle. Anyone who may write to the ledger may also cut off its end, or rewrite all of it. To detect that,
 * keep the returned `head` where they cannot write, and pass it next time.
 *
 * @param head the last known entry, which must still be there. Default: not checked
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
        // The missing entry comes later: nothing was removed.
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
