/**
 * Compares two repositories, finds packages that bypassed a pipeline, and shows which package is in which stage. Only reads.
 *
 * @module
 */
export * from './compare/index.ts'
