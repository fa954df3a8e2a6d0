export { entryAfter } from './entry.ts'
export type { Ledger, LedgerEntry, LedgerKind, LedgerRecord, LedgerRun } from './ledger.ts'
export { LedgerError } from './ledger-error.ts'
export { type LedgerBreak, type LedgerHead, type LedgerVerdict, verifyLedger } from './verify-ledger.ts'
