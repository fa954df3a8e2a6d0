/** What a ledger keeps. `run`: from here on packages were sent; `rollback`: from here on they were taken away, and `undone` is what came of that. */
export type LedgerKind = 'plan' | 'approval' | 'revocation' | 'run' | 'report' | 'rollback' | 'undone'

/** Something that happened, for a ledger. */
export interface LedgerRecord {
  readonly kind: LedgerKind
  /** When, in ISO 8601. */
  readonly at: string
  /**
   * The plan, the report, the approval or what takes it back, as it was handed over but without any token; of a run a {@link LedgerRun}, of a
   * rollback a {@link LedgerRollback}, and of what came of that a {@link LedgerUndone}. Plain data.
   */
  readonly document: object
}

/** A run that was begun. */
export interface LedgerRun {
  /** Digest of the plan. */
  readonly plan: string
  /** ISO 8601: its report tells the same. */
  readonly startedAt: string
}

/** A rollback that was begun. */
export interface LedgerRollback {
  /** Digest of the plan that is undone. */
  readonly plan: string
  /** ISO 8601: what came of it tells the same. */
  readonly startedAt: string
  /** Who undoes it; null where nobody says. */
  readonly by: string | null
  /** A sentence without its full stop; null where nobody says. */
  readonly why: string | null
}

/** What came of a rollback: all that `rollback` gives, of which this is what a reader of the ledger needs. */
export interface LedgerUndone extends LedgerRollback {
  readonly outcome: string
  readonly items: readonly {
    /** At the destination of the plan; null where it was not there. */
    readonly slugPerm: string | null
    /** Empty where there was nothing to undo. */
    readonly did: readonly string[]
  }[]
}

/** A record in its place. */
export interface LedgerEntry extends LedgerRecord {
  /** From 1, without gaps. */
  readonly seq: number
  /** Digest of the entry before; null for the first. */
  readonly previous: string | null
  /** SHA-256, in hex, of everything else in the entry, as JSON whose keys are in order. */
  readonly digest: string
}

/**
 * Where is written down what was planned, approved, begun and done, each entry bound to the one before by its digest. Nothing is ever changed or
 * removed: see `verifyLedger`. `fileLedger` keeps one in a file; for another place, make entries with `entryAfter`.
 *
 * What it throws before anything was sent stops the run.
 */
export interface Ledger {
  /** Writes an entry after the last one. When it resolves, the entry outlasts a loss of power. */
  append(record: LedgerRecord): Promise<LedgerEntry>
  /** All entries, in their order. */
  read(): AsyncIterable<LedgerEntry>
}
