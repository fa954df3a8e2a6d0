/**
 * Copies packages to other workspaces and accounts, which the service itself cannot do.
 *
 * @module
 */
export * from './carry/index.ts'
