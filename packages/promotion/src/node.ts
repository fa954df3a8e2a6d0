/**
 * What needs a disk.
 *
 * @module
 */
export { fileSpool } from './carry/file-spool.ts'
export { fileHolds } from './hold/file-holds.ts'
export { fileLedger } from './ledger/file-ledger.ts'
