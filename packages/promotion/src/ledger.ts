/**
 * A ledger of plans, approvals, runs and reports, in which nothing can be changed unseen. `fileLedger` is in `/node`.
 *
 * @module
 */
export * from './ledger/index.ts'
