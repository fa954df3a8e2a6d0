export { entryAfter } from './entry.ts'
export type { Ledger, LedgerEntry, LedgerKind, LedgerRecord, LedgerRollback, LedgerRun, LedgerUndone } from './ledger.ts'
export { LedgerError } from './ledger-error.ts'
export { type LedgerBreak, type LedgerHead, type LedgerVerdict, verifyLedger } from './verify-ledger.ts'
