/**
 * What needs Node: the disk.
 *
 * @module
 */
export { fileSpool } from './carry/file-spool.ts'
