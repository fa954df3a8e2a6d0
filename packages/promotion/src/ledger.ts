/**
 * An append-only, hash-chained ledger of plans, approvals, runs and reports, in which every later change is detected. `fileLedger` is in `/node`.
 *
 * @module
 */
export * from './ledger/index.ts'
