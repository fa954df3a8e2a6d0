/**
 * Takes packages to other workspaces and accounts, where the service cannot copy them.
 *
 * @module
 */
export * from './carry/index.ts'
