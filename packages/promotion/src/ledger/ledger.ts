/** The type of a ledger record. `run`: packages are sent from here on. `rollback`: packages are removed from here on; `undone` is the result. */
export type LedgerKind = 'plan' | 'approval' | 'revocation' | 'run' | 'report' | 'rollback' | 'undone'

/** An event to be recorded in a ledger. */
export interface LedgerRecord {
  readonly kind: LedgerKind
  /** When, in ISO 8601. */
  readonly at: string
  /**
   * The plan, report, approval or revocation as it was passed in, but without tokens; for a run a {@link LedgerRun}, for a rollback a {@link
   * LedgerRollback}, and for its result a {@link LedgerUndone}. Plain data.
   */
  readonly document: object
}

/** The start of a run. */
export interface LedgerRun {
  /** Digest of the plan. */
  readonly plan: string
  /** When it started, in ISO 8601, as in its report. */
  readonly startedAt: string
}

/** The start of a rollback. */
export interface LedgerRollback {
  /** Digest of the plan that is undone. */
  readonly plan: string
  /** When it started, in ISO 8601, as in its result. */
  readonly startedAt: string
  /** Who undoes it; null if not given. */
  readonly by: string | null
  /** The reason, as a sentence without a full stop; null if not given. */
  readonly why: string | null
}

/** The result of a rollback. The document is the whole result of `rollback`; these are the fields that readers of a ledger need. */
export interface LedgerUndone extends LedgerRollback {
  /** The outcome of the rollback. */
  readonly outcome: string
  readonly items: readonly {
    /** At the destination of the plan; null if it was not there. */
    readonly slugPerm: string | null
    /** Empty if there was nothing to undo. */
    readonly did: readonly string[]
  }[]
}

/** A record with its position in the chain. */
export interface LedgerEntry extends LedgerRecord {
  /** Number of the entry, from 1 without gaps. */
  readonly seq: number
  /** Digest of the previous entry; null for the first. */
  readonly previous: string | null
  /** SHA-256 in hex of all other fields, as JSON with sorted keys. */
  readonly digest: string
}

/**
 * An append-only record of what was planned, approved, started and done, in which each entry contains the digest of the previous one. Entries are
 * never changed or removed: see `verifyLedger`. `fileLedger` keeps a ledger in a file; for other storage, create entries with `entryAfter`.
 *
 * If it throws before anything was sent, the run stops.
 */
export interface Ledger {
  /** Appends an entry. Once it resolves, the entry survives a power failure. */
  append(record: LedgerRecord): Promise<LedgerEntry>
  /** All entries, in order. */
  read(): AsyncIterable<LedgerEntry>
}
